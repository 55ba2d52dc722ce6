import type { ComponentProps, ReactNode } from "react";
import { Link, type LinkProps } from "react-router";
import { Icon, type IconName } from "./Icon";
import styles from "./Button.module.css";

export type ButtonTone = "plain" | "solid" | "ember" | "quiet" | "danger";

interface Look {
  tone?: ButtonTone;
  big?: boolean;
  icon?: IconName;
  children: ReactNode;
}

const className = ({ tone = "plain", big }: Pick<Look, "tone" | "big">, more = "") =>
  [styles.button, styles[tone], big ? styles.big : "", more].filter(Boolean).join(" ");

/** The solid one is text on background; ember belongs to the one thing a screen is about. */
export function Button({ tone, big, icon, children, className: more, busy, ...rest }: ComponentProps<"button"> & Look & { busy?: boolean }) {
  return (
    <button type="button" className={className({ tone, big }, more)} aria-busy={busy || undefined} {...rest} disabled={rest.disabled || busy}>
      {icon && <Icon name={icon} size={18} />}
      {children}
    </button>
  );
}

export function ButtonLink({ tone, big, icon, children, className: more, ...rest }: LinkProps & Look) {
  return (
    <Link className={className({ tone, big }, typeof more === "string" ? more : "")} {...rest}>
      {icon && <Icon name={icon} size={18} />}
      {children}
    </Link>
  );
}

/** A round button with only an icon: 36 px, 44 on touch. `label` is its name and its tooltip. */
export function IconButton({ icon, label, ring, filled, size, className: more = "", ...rest }: ComponentProps<"button"> & { icon: IconName; label: string; ring?: boolean; filled?: boolean; size?: number }) {
  return (
    <button type="button" aria-label={label} title={label} className={`${styles.round} ${ring ? styles.ring : ""} ${more}`} {...rest}>
      <Icon name={icon} filled={filled} size={size} />
    </button>
  );
}
