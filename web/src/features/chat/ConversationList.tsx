import { useDeferredValue, useState } from "react";
import { NavLink, useNavigate, useParams } from "react-router";
import { useAccount } from "@/api/account";
import { exportUrl, useChangeSession, useDeleteSession, useSessions } from "@/api/chat";
import type { ChatSession } from "@/api/types";
import { Button, IconButton } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { Icon } from "@/components/Icon";
import { MenuButton } from "@/components/Menu";
import { ErrorState, Loading, sentenceOf, Skeleton } from "@/components/states";
import { useToast } from "@/components/toast";
import { plural, recently } from "@/lib/format";
import styles from "./ConversationList.module.css";

/** All conversations: find, open, rename, export, delete. */
export function ConversationList({ onClose }: { onClose: () => void }) {
  const [words, setWords] = useState("");
  const search = useDeferredValue(words.trim());
  const sessions = useSessions(search, true);
  const [renaming, setRenaming] = useState<ChatSession | null>(null);
  const found = sessions.data;
  return (
    <section className={styles.panel} aria-label="Conversations">
      <header className={styles.head}>
        <h2>Conversations</h2>
        <IconButton icon="close" label="Close" onClick={onClose} />
      </header>
      <label className={styles.search}>
        <Icon name="search" size={18} />
        <input type="search" aria-label="Search conversations" placeholder="Search what was said" value={words} onChange={(event) => setWords(event.target.value)} />
      </label>
      {found && found.length > 0 && (
        <ul className={styles.list}>
          {found.map((session) => (
            <Row key={session.sessionId} session={session} onOpen={onClose} onRename={() => setRenaming(session)} />
          ))}
        </ul>
      )}
      {found?.length === 0 && <p className={styles.none}>{search ? `Nothing was said about “${search}”.` : "No conversations yet. The first thing you ask begins one."}</p>}
      {sessions.isError && !found && <ErrorState error={sessions.error} title="The list could not be read." onRetry={() => void sessions.refetch()} />}
      {sessions.isPending && (
        <Loading what="conversations" className={styles.waiting}>
          {Array.from({ length: 5 }, (_, index) => (
            <Skeleton key={index} height={40} />
          ))}
        </Loading>
      )}
      {renaming && <Rename session={renaming} onClose={() => setRenaming(null)} />}
    </section>
  );
}

function Row({ session, onOpen, onRename }: { session: ChatSession; onOpen: () => void; onRename: () => void }) {
  const { sessionId, title, updatedAt, messages, hit } = session;
  const zone = useAccount().data?.timeZone;
  const open = useParams().sessionId === sessionId;
  const navigate = useNavigate();
  const toast = useToast();
  const change = useChangeSession();
  const remove = useDeleteSession();
  const failed = (error: unknown) => toast({ message: sentenceOf(error), tone: "bad" });

  function drop() {
    remove.mutate(sessionId, {
      onError: failed,
      onSuccess: () => {
        if (open) void navigate("/chat");
        toast({
          message: `“${title}” is deleted.`,
          // The list may be gone by then: what follows belongs to the promise, not to the component.
          undo: () => void change.mutateAsync({ sessionId, deleted: false }).then(() => open && navigate(`/chat/${sessionId}`), failed),
        });
      },
    });
  }
  return (
    <li className={styles.row} data-open={open || undefined}>
      <NavLink to={`/chat/${sessionId}${hit ? `?message=${hit.messageId}` : ""}`} className={styles.link} onClick={onOpen}>
        <b>{title}</b>
        <span className="tiny muted num">
          {recently(updatedAt, undefined, zone)}, {plural(messages, "message")}
        </span>
        {hit && (
          <span className={styles.hit}>
            {hit.snippet.map((piece, index) => (piece.hit ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>))}
          </span>
        )}
      </NavLink>
      <MenuButton
        icon="more"
        label={`More for ${title}`}
        items={[
          { label: "Rename", icon: "edit", onSelect: onRename },
          { label: "Export as text", note: "Markdown", icon: "download", onSelect: () => download(exportUrl(sessionId, "markdown")) },
          { label: "Export with all data", note: "JSON", icon: "download", onSelect: () => download(exportUrl(sessionId, "json")) },
          { label: "Delete", icon: "bin", danger: true, onSelect: drop },
        ]}
      />
    </li>
  );
}

function download(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  link.click();
}

function Rename({ session, onClose }: { session: ChatSession; onClose: () => void }) {
  const [title, setTitle] = useState(session.title);
  const change = useChangeSession();
  const toast = useToast();
  const form = `rename-${session.sessionId}`;
  function save() {
    const next = title.trim();
    if (!next) return;
    onClose();
    change.mutate(
      { sessionId: session.sessionId, title: next },
      {
        onError: (error) => toast({ message: sentenceOf(error), tone: "bad" }),
        onSuccess: () => toast({ message: "Renamed.", undo: () => change.mutate({ sessionId: session.sessionId, title: session.title }) }),
      },
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title="Rename"
      actions={
        <>
          <Button tone="solid" type="submit" form={form} disabled={!title.trim()}>
            Save
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <input className={styles.name} aria-label="Name of the conversation" maxLength={120} autoFocus value={title} onChange={(event) => setTitle(event.target.value)} onFocus={(event) => event.target.select()} />
      </form>
    </Dialog>
  );
}
