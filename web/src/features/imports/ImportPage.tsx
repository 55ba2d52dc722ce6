export default function ImportPage() {
  return <div className="page">Import</div>;
}
