import { useId, useState, type KeyboardEvent } from "react";
import { useNavigate } from "react-router";
import { useSaveSettings } from "@/api/settings";
import { Dialog } from "@/components/Dialog";
import { Icon, type IconName } from "@/components/Icon";
import { applyChoice, currentScheme } from "@/theme/scheme";
import { PLACES, SETTINGS } from "./places";
import styles from "./keys.module.css";

interface Command {
  label: string;
  icon: IconName;
  run: () => void;
}

function useCommands(): Command[] {
  const navigate = useNavigate();
  const save = useSaveSettings();
  const go = (to: string) => () => void navigate(to);
  const otherScheme = currentScheme() === "dark" ? "light" : "dark";
  return [
    { label: "New conversation", icon: "plus", run: go("/chat") },
    ...[...PLACES, SETTINGS].map(({ to, label, icon }) => ({ label: `Go to ${label}`, icon, run: go(to) })),
    { label: "See what was sent to language models", icon: "up", run: go("/settings/sent") },
    { label: "Import a history", icon: "upload", run: go("/import") },
    {
      label: `Switch to the ${otherScheme} theme`,
      icon: "settings",
      run: () => {
        applyChoice(otherScheme);
        save.mutate({ theme: otherScheme });
      },
    },
  ];
}

/** Type a few letters, choose with the arrows, Enter. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const commands = useCommands();
  const list = useId();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = commands.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
  const chosen = Math.min(at, found.length - 1);

  function run(command: Command | undefined) {
    if (!command) return;
    onClose();
    command.run();
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) {
      event.preventDefault();
      setAt((chosen + step + found.length) % found.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(found[chosen]);
    }
  }

  return (
    <Dialog open onClose={onClose} title="Go anywhere" bare>
      <div className={styles.find}>
        <Icon name="search" />
        <input
          autoFocus
          role="combobox"
          aria-label="Go anywhere"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={found[chosen] ? `${list}-${chosen}` : undefined}
          placeholder="Where to?"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <ul id={list} role="listbox" aria-label="Commands" className={styles.commands}>
        {found.map((command, index) => (
          <li key={command.label} id={`${list}-${index}`} role="option" aria-selected={index === chosen} onPointerMove={() => setAt(index)} onClick={() => run(command)}>
            <Icon name={command.icon} />
            {command.label}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="small muted">Nothing by that name.</p>}
    </Dialog>
  );
}
