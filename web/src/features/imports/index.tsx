import { useNavigate } from "react-router";
import { useAccount } from "@/api/account";
import { useImports } from "@/api/imports";
import { useUpload } from "@/api/upload";
import { ChooseFiles, DropAnywhere } from "@/components/files";
import { HowToAsk } from "@/components/HowToAsk";
import { PageHeading } from "@/components/page";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/states";
import { UploadStatus } from "@/components/UploadStatus";
import { ImportList } from "./ImportList";
import styles from "./ImportsPage.module.css";

export default function ImportsPage() {
  const navigate = useNavigate();
  const inDemo = useAccount().data?.kind === "demo";
  const imports = useImports();
  const upload = useUpload({ fromDemo: inDemo, onAccepted: (importId) => void navigate(`/import/${importId}`) });
  return (
    <div className="page">
      <DropAnywhere onFiles={upload.send} disabled={upload.pending} />
      <PageHeading title="Your history">{inDemo ? "The demo’s history." : "Your history."}</PageHeading>
      <p className={`lede ${styles.lede}`}>
        {inDemo
          ? "An export of yours goes into your own account, and this page goes there with it. The demo stays apart."
          : "The ZIP that Spotify sent, or the files inside it. What is here already is counted once, so a newer, larger export simply adds to it."}
      </p>
      <div className={styles.give}>
        <UploadStatus upload={upload} />
        {!upload.pending && (
          <div className={styles.go}>
            <ChooseFiles tone="ember" onFiles={upload.send}>
              Choose your export
            </ChooseFiles>
            <span className={`small muted ${styles.drop}`}>or drop it anywhere on this page.</span>
          </div>
        )}
        <p className="small">
          <HowToAsk />
        </p>
      </div>

      <h2 className={`say ${styles.before}`}>Read so far</h2>
      {imports.data && imports.data.length > 0 && <ImportList imports={imports.data} />}
      {imports.data?.length === 0 && (
        <EmptyState title="No import yet.">
          <p>Every export you give shows up here, with what was stored and what was set aside.</p>
        </EmptyState>
      )}
      {imports.isPending && (
        <Loading what="your imports">
          <Skeleton height={65} />
          <Skeleton height={65} />
        </Loading>
      )}
      {imports.isError && <ErrorState error={imports.error} title="The list did not arrive." safe="Your plays are safe." onRetry={() => void imports.refetch()} />}
    </div>
  );
}
