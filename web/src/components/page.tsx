/** A page's name: in the tab, and as the heading that takes the focus after a navigation. */
import { useEffect, useRef, type ReactNode, type RefObject } from "react";

let visits = 0;

/** Names the page and moves the focus to its heading, except on the first page of a visit, where the browser's own start is right. */
export function usePage<Heading extends HTMLElement = HTMLHeadingElement>(title: string, { focus = true } = {}): RefObject<Heading | null> {
  const heading = useRef<Heading>(null);
  useEffect(() => {
    document.title = title === "EchoTune" ? title : `${title} · EchoTune`;
  }, [title]);
  useEffect(() => {
    visits += 1;
    if (focus && visits > 1) heading.current?.focus({ preventScroll: true });
  }, [focus]);
  return heading;
}

/** The h1 of a page that is not a conversation. `title` is for the tab; the children are what is read on the page. */
export function PageHeading({ title, children }: { title: string; children: ReactNode }) {
  const heading = usePage(title);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
