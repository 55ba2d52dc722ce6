import { lazy, Suspense } from "react";
import type { Settings } from "@/api/types";
import { Segmented } from "@/components/Segmented";
import { Skeleton } from "@/components/states";
import { Switch } from "@/components/Switch";
import { plural } from "@/lib/format";
import { LanguageModels } from "./LanguageModels";
import { Group, Row } from "./Row";
import { UsageSettings } from "./UsageSettings";
import { useSave } from "./useSave";
import styles from "./Settings.module.css";

const ZonePicker = lazy(() => import("./ZonePicker"));

const THEMES = [
  { value: "system", label: "As the system" },
  { value: "dark", label: "Dark" },
  { value: "light", label: "Light" },
] as const;
const WEEK_STARTS = [
  { value: "monday", label: "Monday" },
  { value: "sunday", label: "Sunday" },
] as const;
const NO_REPEAT_DAYS = [0, 1, 3, 7, 14, 30, 90];

const ZONE_ORIGIN: Record<Settings["timeZoneSetBy"], string> = {
  system: "Taken from this machine.",
  browser: "Taken from your browser at the first visit.",
  setting: "Chosen by you.",
};

function noRepeatOptions(days: number) {
  const all = [...new Set([...NO_REPEAT_DAYS, days])].sort((a, b) => a - b);
  return all.map((value) => ({ value: String(value), label: value === 0 ? "Off" : String(value) }));
}

export function SettingsForm({ settings }: { settings: Settings }) {
  const save = useSave(settings);
  return (
    <>
      <Group title="Look">
        <Row label="Theme" control={() => <Segmented label="Theme" options={THEMES} value={settings.theme} onChange={(theme) => save({ theme }, "Theme changed.")} />} />
        <Row
          label="Single-letter keys"
          note="? and / and the like. Keys with Ctrl or Cmd always work."
          control={(ids) => (
            <Switch labelledBy={ids.label} describedBy={ids.note} checked={settings.singleKeyShortcuts} onChange={(singleKeyShortcuts) => save({ singleKeyShortcuts }, `Single-letter keys are ${singleKeyShortcuts ? "on" : "off"}.`)} />
          )}
        />
      </Group>

      <Group title="Time">
        <Row
          label="Time zone"
          note={`Hours, days and years of your plays are told in it. ${ZONE_ORIGIN[settings.timeZoneSetBy]}`}
          control={(ids) => (
            <div className={styles.zone}>
              <Suspense fallback={<Skeleton height={44} />}>
                <ZonePicker labelledBy={ids.label} value={settings.timeZone} onChange={(timeZone) => save({ timeZone }, `Times are told in ${timeZone.replaceAll("_", " ")}.`)} />
              </Suspense>
            </div>
          )}
        />
        <Row
          label="The week starts on"
          control={() => <Segmented label="The week starts on" options={WEEK_STARTS} value={settings.weekStart} onChange={(weekStart) => save({ weekStart }, `Weeks start on ${weekStart === "monday" ? "Monday" : "Sunday"}.`)} />}
        />
      </Group>

      <Group title="Recommendations">
        <Row
          label="Days without a repeat"
          note="What you played this recently is not suggested again, unless you ask for it."
          control={() => (
            <Segmented
              label="Days without a repeat"
              options={noRepeatOptions(settings.noRepeatDays)}
              value={String(settings.noRepeatDays)}
              onChange={(days) => save({ noRepeatDays: Number(days) }, Number(days) ? `No repeats within ${plural(Number(days), "day")}.` : "Repeats are fine.")}
            />
          )}
        />
        <Row
          label="Leave out explicit tracks"
          note="Tracks known to be explicit never appear; unmarked ones come last."
          control={(ids) => (
            <Switch labelledBy={ids.label} describedBy={ids.note} checked={settings.avoidExplicit} onChange={(avoidExplicit) => save({ avoidExplicit }, avoidExplicit ? "Explicit tracks are left out." : "Explicit tracks may appear.")} />
          )}
        />
        <Row
          label="Leave out unmarked tracks too"
          note="An export does not say what is explicit. With this on, only tracks known to be clean remain."
          control={(ids) => (
            <Switch
              labelledBy={ids.label}
              describedBy={ids.note}
              disabled={!settings.avoidExplicit}
              checked={settings.avoidExplicit && settings.dropUnknownExplicit}
              onChange={(dropUnknownExplicit) => save({ dropUnknownExplicit }, dropUnknownExplicit ? "Only tracks known to be clean remain." : "Unmarked tracks may appear.")}
            />
          )}
        />
      </Group>

      <Group title="Conversation">
        <Row
          label="Keep conversations"
          note="They stay on this machine, and you can search, export and delete them."
          control={(ids) => <Switch labelledBy={ids.label} describedBy={ids.note} checked={settings.chatHistory} onChange={(chatHistory) => save({ chatHistory }, chatHistory ? "Conversations are kept." : "New conversations are not kept.")} />}
        />
      </Group>

      <LanguageModels settings={settings} />
      <UsageSettings settings={settings} />
    </>
  );
}
