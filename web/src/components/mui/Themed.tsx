import { ThemeProvider } from "@mui/material/styles";
import type { ReactNode } from "react";
import { muiTheme } from "@/theme/mui";

/** Put MUI widgets inside this. It stands here and not at the root, so that MUI loads only with the parts that use it. */
export function Themed({ children }: { children: ReactNode }) {
  return <ThemeProvider theme={muiTheme}>{children}</ThemeProvider>;
}
