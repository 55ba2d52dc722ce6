import { useEffect } from "react";
import { useLocation } from "react-router";
import { useProviders } from "@/api/providers";
import { useSettings } from "@/api/settings";
import { PageHeading } from "@/components/page";
import { ErrorState, Loading, Skeleton } from "@/components/states";
import { AccountSettings } from "./AccountSettings";
import { SettingsForm } from "./SettingsForm";
import styles from "./Settings.module.css";

/** Other pages point at a group of this one: it is there once what stands above it has its height. */
function useNamedGroup(ready: boolean): void {
  const { hash } = useLocation();
  useEffect(() => {
    if (ready && hash) document.getElementById(hash.slice(1))?.scrollIntoView({ block: "start" });
  }, [ready, hash]);
}

export default function SettingsPage() {
  const settings = useSettings();
  const providers = useProviders();
  useNamedGroup(settings.data !== undefined && !providers.isPending);
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
