import { ButtonLink } from "@/components/Button";
import { PageHeading } from "@/components/page";
import { EmptyState } from "@/components/states";

/** Playlists are not built yet. The place says so, and where answers can be found until then. */
export function PlaylistsPage() {
  return (
    <div className="page">
      <PageHeading title="Playlists">Playlists come next.</PageHeading>
      <EmptyState title="Nothing is kept here yet." action={<ButtonLink to="/chat">Open your conversations</ButtonLink>}>
        <p>This version cannot save an answer as a playlist. Every answer stays in its conversation, in the same order and with its reasons, and a conversation can be exported.</p>
      </EmptyState>
    </div>
  );
}
