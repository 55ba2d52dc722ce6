export default function ImportsPage() {
  return <div className="page">Imports</div>;
}
