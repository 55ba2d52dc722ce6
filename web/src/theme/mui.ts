/** MUI drawn with EchoTune's tokens. Every colour is a custom property, so a change of scheme needs no re-render. */
import { createTheme } from "@mui/material/styles";

const v = (token: string) => `var(--${token})`;
const paper = { backgroundColor: v("surface"), backgroundImage: "none", border: `1px solid ${v("line")}`, boxShadow: "none" };

export const muiTheme = createTheme({
  cssVariables: { nativeColor: true, disableCssColorScheme: true },
  palette: {
    primary: { main: v("tide"), contrastText: v("bg") },
    secondary: { main: v("ember"), contrastText: v("on-ember") },
    error: { main: v("bad"), contrastText: v("bg") },
    success: { main: v("good"), contrastText: v("bg") },
    background: { default: v("bg"), paper: v("surface") },
    text: { primary: v("text"), secondary: v("muted"), disabled: v("muted") },
    divider: v("line"),
    action: { active: v("muted"), hover: v("raised"), selected: v("raised") },
  },
  typography: { fontFamily: v("ui"), fontSize: 14, button: { textTransform: "none", fontWeight: 500 } },
  shape: { borderRadius: 12 },
  transitions: { duration: { enteringScreen: 240, leavingScreen: 160, standard: 200 } },
  components: {
    MuiButtonBase: { defaultProps: { disableRipple: true } },
    MuiBackdrop: { styleOverrides: { root: { "&:not(.MuiBackdrop-invisible)": { backgroundColor: v("scrim") } } } },
    MuiPaper: { defaultProps: { elevation: 0 } },
    MuiDialog: {
      styleOverrides: {
        paper: {
          ...paper,
          borderRadius: 20,
          padding: 28,
          width: "min(560px, 100%)",
          maxWidth: "none",
          "@media (max-width: 767px)": { margin: 0, borderRadius: "20px 20px 0 0", borderWidth: "1px 0 0", padding: "24px 20px calc(20px + env(safe-area-inset-bottom, 0px))", maxHeight: "90dvh", width: "100%" },
        },
        container: { "@media (max-width: 767px)": { alignItems: "flex-end" } },
      },
    },
    MuiDrawer: { styleOverrides: { paper: { ...paper, borderWidth: "1px 0 0", borderRadius: "20px 20px 0 0", maxHeight: "86dvh", "@media (min-width: 640px)": { width: 560, marginInline: "auto", borderWidth: "1px 1px 0" } } } },
    MuiMenu: { styleOverrides: { paper: { ...paper, backgroundColor: v("raised"), marginTop: 4, minWidth: 200 }, list: { padding: 6 } } },
    MuiMenuItem: {
      styleOverrides: {
        root: { fontSize: 14, lineHeight: "20px", minHeight: 40, borderRadius: 8, gap: 12, padding: "6px 12px", "@media (pointer: coarse)": { minHeight: 44 }, "&:hover, &.Mui-focusVisible": { backgroundColor: v("line") } },
      },
    },
    MuiOutlinedInput: {
      styleOverrides: {
        root: { borderRadius: 10, fontSize: 16, backgroundColor: v("surface"), "&:hover .MuiOutlinedInput-notchedOutline": { borderColor: v("edge") }, "&.Mui-focused .MuiOutlinedInput-notchedOutline": { borderColor: v("tide"), borderWidth: 2 } },
        notchedOutline: { borderColor: v("edge") },
        input: { padding: "10px 14px", height: 24 },
      },
    },
    MuiAutocomplete: {
      styleOverrides: {
        paper: { ...paper, backgroundColor: v("raised"), marginTop: 4 },
        root: { "& .MuiOutlinedInput-root.MuiAutocomplete-inputRoot": { padding: "0 44px 0 0" }, "& .MuiOutlinedInput-root .MuiAutocomplete-input": { padding: "10px 14px", minHeight: 44, boxSizing: "border-box" } },
        endAdornment: { right: "0 !important", top: 0, transform: "none" },
        popupIndicator: { width: 44, height: 44, margin: 0 },
        option: { fontSize: 14, minHeight: 44, borderRadius: 8, margin: "0 6px" },
        noOptions: { fontSize: 14, color: v("muted") },
      },
    },
  },
});
