import { useRef, useState, type ReactNode, type Ref } from "react";
import { useNavigate, useParams } from "react-router";
import { IconButton } from "@/components/Button";
import { usePage } from "@/components/page";
import { Rail } from "@/components/Rail";
import { Sheet } from "@/components/Sheet";
import { useWide } from "@/lib/media";
import { ConversationList } from "./ConversationList";
import { Lately } from "./Lately";
import styles from "./ChatShell.module.css";

export interface Panel {
  label: string;
  content: ReactNode;
  onClose: () => void;
  /** Below 1200 px a panel is a sheet over the page: it opens only when the listener asked for it. */
  asked: boolean;
}

export interface ChatShellProps {
  title: string;
  /** Muted words behind the title. */
  when?: string;
  children: ReactNode;
  composer?: ReactNode;
  /** Stands between the thread and the composer. */
  over?: ReactNode;
  panel?: Panel | null;
  threadRef?: Ref<HTMLDivElement>;
  onScroll?: () => void;
  /** The thread's content stands in the middle while it is short. */
  centred?: boolean;
  /** Off where the listener goes on writing. */
  focusTitle?: boolean;
}

/** The frame of every conversation: title bar, thread, composer, and what stands beside. */
export function ChatShell({ title, when, children, composer, over, panel, threadRef, onScroll, centred, focusTitle = true }: ChatShellProps) {
  const heading = usePage(title, { focus: focusTitle });
  const navigate = useNavigate();
  const wide = useWide();
  const { sessionId } = useParams();
  const [listing, setListing] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);

  function closeList() {
    setListing(false);
    if (wide) opener.current?.focus();
  }
  const list = <ConversationList onClose={closeList} />;

  return (
    <div className={styles.chat}>
      <header className={styles.top}>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        {when && <span className={`${styles.when} muted num`}>{when}</span>}
        <span className={styles.gap} />
        <IconButton ref={opener} icon="list" label="Conversations" aria-expanded={listing} onClick={() => setListing(!listing)} />
        {sessionId && <IconButton icon="plus" label="New conversation" onClick={() => void navigate("/chat")} />}
      </header>
      <div ref={threadRef} className={`${styles.thread} ${centred ? styles.centred : ""}`} onScroll={onScroll}>
        <div className={styles.column}>{children}</div>
      </div>
      <div className={styles.foot}>
        {over}
        {composer}
      </div>
      {wide && <Rail>{listing ? list : (panel?.content ?? <Lately />)}</Rail>}
      {!wide && (
        <>
          <Sheet open={listing} onClose={closeList} label="Conversations">
            {list}
          </Sheet>
          <Sheet open={Boolean(panel?.asked)} onClose={() => panel?.onClose()} label={panel?.label ?? ""}>
            {panel?.content}
          </Sheet>
        </>
      )}
    </div>
  );
}
