import { useSettings } from "@/api/settings";
import { PageHeading } from "@/components/page";
import { ErrorState, Loading, Skeleton } from "@/components/states";
import { AccountSettings } from "./AccountSettings";
import { SettingsForm } from "./SettingsForm";
import styles from "./Settings.module.css";

export default function SettingsPage() {
  const settings = useSettings();
  return (
    <div className={`page ${styles.page}`}>
      <PageHeading title="Settings">Settings</PageHeading>
      <p className={`lede ${styles.lede}`}>Everything is saved as you change it.</p>
      {settings.data && <SettingsForm settings={settings.data} />}
      {settings.isPending && (
        <Loading what="the settings" className={styles.skeleton}>
          {[238, 150, 310, 165].map((height) => (
            <Skeleton key={height} height={height} />
          ))}
        </Loading>
      )}
      {settings.isError && !settings.data && <ErrorState error={settings.error} title="The settings did not arrive." safe="They stay as they were." onRetry={() => void settings.refetch()} />}
      <AccountSettings />
    </div>
  );
}
