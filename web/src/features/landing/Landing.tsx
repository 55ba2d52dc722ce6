import { useNavigate } from "react-router";
import { useStartDemo } from "@/api/account";
import { isOver, useImports } from "@/api/imports";
import { useUpload } from "@/api/upload";
import type { Account } from "@/api/types";
import { Button } from "@/components/Button";
import { ChooseFiles, DropAnywhere } from "@/components/files";
import { HowToAsk } from "@/components/HowToAsk";
import { MARK } from "@/components/mark";
import { Rings } from "@/components/Rings";
import { sentenceOf } from "@/components/states";
import { UploadStatus } from "@/components/UploadStatus";
import { LISTENER } from "./listener";
import { RunningImport } from "./RunningImport";
import styles from "./Landing.module.css";

const QUESTIONS = [
  ["What did I play the winter I moved?", "The artists, hours and counts of those months."],
  ["Rainy drive, like that but calmer.", "Tracks of yours and new ones, each with its reason."],
  ["What have I stopped listening to?", "What you finished often and then let go, with dates."],
] as const;

export function Landing({ account }: { account: Account }) {
  const navigate = useNavigate();
  const demo = useStartDemo(({ importId, status }) => void navigate(status === "done" ? "/chat" : `/import/${importId}`));
  const upload = useUpload({ fromDemo: account.kind === "demo", onAccepted: (importId) => void navigate(`/import/${importId}`) });
  const running = useImports().data?.find(({ status }) => !isOver(status));

  return (
    <div className={styles.land}>
      <DropAnywhere onFiles={upload.send} disabled={upload.pending} />
      <div className={styles.halo}>
        <Rings periods={LISTENER} settle />
      </div>
      <header className={styles.header}>
        <span className={styles.disc}>
          <Rings periods={MARK} size={32} />
        </span>
        <span className={styles.wordmark}>EchoTune</span>
      </header>
      <main className={styles.main}>
        <h1>Everything you have played, and what to play next.</h1>
        <p className={styles.lede}>Give EchoTune the history that Spotify keeps about you. Ask for music, or about your own; every answer shows the plays it came from. It all stays on this machine.</p>
        {upload.pending || upload.error ? (
          <div className={styles.upload}>
            <UploadStatus upload={upload} />
          </div>
        ) : null}
        {!upload.pending && (
          <div className={styles.go}>
            <ChooseFiles tone="ember" big onFiles={upload.send}>
              Choose your export
            </ChooseFiles>
            <Button big onClick={() => demo.mutate()} busy={demo.isPending}>
              Look around with demo data
            </Button>
          </div>
        )}
        {demo.isError && (
          <p className={styles.trouble} role="alert">
            The demo did not start. {sentenceOf(demo.error)}
          </p>
        )}
        {running ? (
          <RunningImport running={running} />
        ) : (
          <p className={styles.hint}>
            <span className={styles.drop}>Or drop the ZIP anywhere here.</span> <HowToAsk />
          </p>
        )}
      </main>
      <footer className={styles.asked}>
        {QUESTIONS.map(([question, answer]) => (
          <div key={question}>
            <p className="display">“{question}”</p>
            <p className={styles.answer}>{answer}</p>
          </div>
        ))}
      </footer>
    </div>
  );
}
