import Autocomplete from "@mui/material/Autocomplete";
import TextField from "@mui/material/TextField";
import { Themed } from "@/components/mui/Themed";

const known = Intl.supportedValuesOf("timeZone");

/** Every IANA zone, found by typing a part of it. */
export default function ZonePicker({ labelledBy, value, onChange }: { labelledBy: string; value: string; onChange: (zone: string) => void }) {
  const zones = known.includes(value) ? known : [value, ...known];
  return (
    <Themed>
      <Autocomplete
        options={zones}
        value={value}
        disableClearable
        autoHighlight
        disablePortal
        slotProps={{ listbox: { "aria-labelledby": labelledBy } }}
        onChange={(_event, zone) => zone !== value && onChange(zone)}
        getOptionLabel={(zone) => zone.replaceAll("_", " ")}
        noOptionsText="No zone by that name"
        renderInput={(parameters) => <TextField {...parameters} slotProps={{ ...parameters.slotProps, htmlInput: { ...parameters.slotProps.htmlInput, "aria-labelledby": labelledBy } }} />}
      />
    </Themed>
  );
}
