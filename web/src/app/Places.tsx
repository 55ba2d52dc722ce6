import { Link, NavLink, useLocation } from "react-router";
import { Icon } from "@/components/Icon";
import { MARK } from "@/components/mark";
import { Rings } from "@/components/Rings";
import { isAt, PLACES, SETTINGS, YOUR_PAGES, type Place } from "./places";
import styles from "./Places.module.css";

function PlaceLink({ place, current }: { place: Place; current: boolean }) {
  return (
    <Link to={place.to} className={styles.place} aria-current={current ? "page" : undefined}>
      <Icon name={place.icon} />
      {place.label}
    </Link>
  );
}

/** The rail of places, from 768 px on. */
export function PlacesRail() {
  const { pathname } = useLocation();
  return (
    <nav className={styles.rail} aria-label="Places">
      <Link to="/" className={styles.logo} aria-label="EchoTune, start">
        <Rings periods={MARK} size={36} />
      </Link>
      {PLACES.map((place) => (
        <PlaceLink key={place.to} place={place} current={isAt(pathname, place)} />
      ))}
      <span className={styles.gap} />
      <PlaceLink place={SETTINGS} current={isAt(pathname, SETTINGS)} />
    </nav>
  );
}

/** The four tabs at the foot of a phone's screen. Settings belong to You there. */
export function PlacesTabs() {
  const { pathname } = useLocation();
  return (
    <nav className={styles.tabs} aria-label="Places">
      {PLACES.map((place) => (
        <PlaceLink key={place.to} place={place} current={isAt(pathname, place) || (place.to === "/you" && isAt(pathname, SETTINGS))} />
      ))}
    </nav>
  );
}

/** On phones: the pages behind the You tab. */
export function YourPages() {
  const { pathname } = useLocation();
  if (!YOUR_PAGES.some((page) => pathname === page.to || pathname.startsWith(`${page.to}/`))) return null;
  return (
    <nav className={styles.yours} aria-label="You">
      {YOUR_PAGES.map((page) => (
        <NavLink key={page.to} to={page.to}>
          {page.label}
        </NavLink>
      ))}
    </nav>
  );
}
