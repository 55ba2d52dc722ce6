import type { Insight } from "@/api/types";
import { BarChart } from "../charts/BarChart";
import { DotsChart } from "../charts/DotsChart";
import { Figures } from "../charts/Figures";
import { LineChart } from "../charts/LineChart";
import { Ranking } from "../charts/Ranking";
import { dotsView, figuresView, rankingView, seriesView } from "./view";

/** An insight drawn by its kind. A new insight of a known kind needs no new code here. */
export function InsightDrawing({ insight, rows }: { insight: Insight; rows?: number }) {
  const label = insight.sentence;
  switch (insight.kind) {
    case "bars":
      return <BarChart label={label} highlight={insight.highlight} {...seriesView(insight)} />;
    case "line":
      return <LineChart label={label} name={insight.to?.slice(0, 4)} {...seriesView(insight)} />;
    case "heatmap":
      return <DotsChart label={label} {...dotsView(insight)} />;
    case "ranking":
      return <Ranking rows={rankingView(insight).slice(0, rows)} />;
    case "figure":
      return <Figures figures={figuresView(insight)} />;
  }
}
