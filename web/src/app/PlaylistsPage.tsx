import { ButtonLink } from "@/components/Button";
import { PageHeading } from "@/components/page";
import { EmptyState } from "@/components/states";

/** Playlists are not built yet. The place says so, and where answers can be found until then. */
export function PlaylistsPage() {
  return (
    <div className="page">
      <PageHeading title="Playlists">No playlists yet.</PageHeading>
      <EmptyState action={<ButtonLink to="/chat">Open your conversations</ButtonLink>}>
        <p>This version cannot keep an answer as a playlist. Until one can, every answer stays in its conversation, in the same order and with its reasons, and a conversation can be exported.</p>
      </EmptyState>
    </div>
  );
}
