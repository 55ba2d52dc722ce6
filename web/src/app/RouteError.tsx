import { useRouteError } from "react-router";
import { Button } from "@/components/Button";
import { ErrorState } from "@/components/states";

/** A part of the app could not be loaded: usually a newer version has replaced its file. */
const isStaleChunk = (error: unknown): boolean => error instanceof TypeError && /dynamically imported module|module script/i.test(error.message);

export function RouteError() {
  const error = useRouteError();
  const reload = () => window.location.reload();
  if (isStaleChunk(error)) {
    return (
      <div className="page" role="alert">
        <h1>A newer version is here.</h1>
        <p className="lede" style={{ margin: "8px 0 24px" }}>
          This page belongs to the one before. Your history and conversations are safe.
        </p>
        <Button tone="solid" onClick={reload}>
          Load the new version
        </Button>
      </div>
    );
  }
  return (
    <div className="page">
      <ErrorState error={error} title="This page broke." onRetry={reload} />
    </div>
  );
}
