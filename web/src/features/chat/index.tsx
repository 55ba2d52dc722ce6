import { PageHeading } from "@/components/page";

export default function ChatPage() {
  return (
    <div className="page">
      <PageHeading title="Chat">Chat</PageHeading>
    </div>
  );
}
