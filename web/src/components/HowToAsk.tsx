import { useState } from "react";
import { Button } from "./Button";
import { Dialog } from "./Dialog";
import styles from "./HowToAsk.module.css";

const PRIVACY_PAGE = "https://www.spotify.com/account/privacy/";

/** "No export yet?": a link-like button and the steps at Spotify. */
export function HowToAsk() {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <button type="button" className={`link ${styles.ask}`} onClick={() => setOpen(true)}>
        No export yet? How to ask for it
      </button>
      <Dialog open={open} onClose={close} title="Ask Spotify for your history" actions={<Button tone="solid" onClick={close}>Understood</Button>}>
        <ol className={styles.steps}>
          <li>
            <span>
              Open{" "}
              <a className="link" href={PRIVACY_PAGE} target="_blank" rel="noreferrer">
                your account’s privacy page
              </a>{" "}
              at Spotify and sign in.
            </span>
          </li>
          <li>
            <span>
              Under “Download your data”, tick <b>Extended streaming history</b>. It holds every play since your first day. You can untick the rest.
            </span>
          </li>
          <li>
            <span>
              Press “Request data” and <b>confirm it in the mail</b> that follows. Without the confirmation nothing is prepared.
            </span>
          </li>
          <li>
            <span>Spotify says up to 30 days; it is often a few. A second mail brings the download link, which works for a short time only.</span>
          </li>
          <li>
            <span>Bring the ZIP here as it is. No need to unpack it.</span>
          </li>
        </ol>
        <p className="small muted">
          In a hurry? The <b>Account data</b> package takes about five days and holds the last year, with your playlists and library. EchoTune reads it too, and merges the long one later.
        </p>
      </Dialog>
    </>
  );
}
