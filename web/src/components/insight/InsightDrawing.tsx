import type { Insight } from "@/api/types";
import { BarChart } from "../charts/BarChart";
import { DotsChart } from "../charts/DotsChart";
import { Figures } from "../charts/Figures";
import { LineChart } from "../charts/LineChart";
import { Ranking } from "../charts/Ranking";
import { dotsView, figuresView, rankingView, seriesView, singleView } from "./view";

/** An insight drawn by its kind. A new insight of a known kind needs no new code here. */
export function InsightDrawing({ insight, rows }: { insight: Insight; rows?: number }) {
  const label = insight.sentence;
  switch (insight.kind) {
    case "bars":
    case "line": {
      const series = seriesView(insight);
      if (series.points.length < 2) return <Figures figures={singleView(insight)} />; // one point is a number, not a drawing
      return insight.kind === "bars" ? <BarChart label={label} highlight={insight.highlight} {...series} /> : <LineChart label={label} name={insight.to?.slice(0, 4)} {...series} />;
    }
    case "heatmap":
      return <DotsChart label={label} {...dotsView(insight)} />;
    case "ranking":
      return <Ranking rows={rankingView(insight).slice(0, rows)} />;
    case "figure":
      return <Figures figures={figuresView(insight)} />;
  }
}
