import { Fragment, memo } from "react";
import { Link } from "react-router";
import { parseMarkdown, type Inline } from "./markdown";
import styles from "./Markdown.module.css";

/** An answer's text. See markdown.ts for what is allowed. */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  return (
    <div className={styles.prose}>
      {parseMarkdown(text).map((block, at) => {
        if (block.kind === "paragraph") {
          return (
            <p key={at}>
              {block.lines.map((line, index) => (
                <Fragment key={index}>
                  {index > 0 && <br />}
                  <Inlines inlines={line} />
                </Fragment>
              ))}
            </p>
          );
        }
        const items = block.items.map((item, index) => (
          <li key={index}>
            <Inlines inlines={item} />
          </li>
        ));
        return block.ordered ? (
          <ol key={at} start={block.start}>
            {items}
          </ol>
        ) : (
          <ul key={at}>{items}</ul>
        );
      })}
    </div>
  );
});

function Inlines({ inlines }: { inlines: readonly Inline[] }) {
  return inlines.map((inline, at) => {
    switch (inline.kind) {
      case "text":
        return <Fragment key={at}>{inline.text}</Fragment>;
      case "code":
        return <code key={at}>{inline.text}</code>;
      case "strong":
        return (
          <strong key={at}>
            <Inlines inlines={inline.children} />
          </strong>
        );
      case "emphasis":
        return (
          <em key={at}>
            <Inlines inlines={inline.children} />
          </em>
        );
      case "link":
        return (
          <Link key={at} to={inline.to} className="link">
            <Inlines inlines={inline.children} />
          </Link>
        );
    }
  });
}
