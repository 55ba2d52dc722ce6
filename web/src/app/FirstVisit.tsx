import { useEffect } from "react";
import { useSaveSettings, useSettings } from "@/api/settings";
import { applyChoice, storedChoice } from "@/theme/scheme";

/** Brings browser and account together: the browser's zone at the first visit, the account's theme ever after. */
export function FirstVisit() {
  const settings = useSettings().data;
  const { mutate: save } = useSaveSettings();
  const zoneIsGuessed = settings?.timeZoneSetBy === "system";
  const theme = settings?.theme;

  useEffect(() => {
    if (zoneIsGuessed) save({ browserTimeZone: Intl.DateTimeFormat().resolvedOptions().timeZone });
  }, [save, zoneIsGuessed]);

  useEffect(() => {
    if (theme && theme !== storedChoice()) applyChoice(theme);
  }, [theme]);

  return null;
}
