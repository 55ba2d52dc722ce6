import { useNavigate } from "react-router";
import { useAccount, useStartDemo, useSwitchAccount } from "@/api/account";
import { useImports } from "@/api/imports";
import { Button, ButtonLink } from "@/components/Button";
import { sentenceOf } from "@/components/states";
import { useToast } from "@/components/toast";
import { plural } from "@/lib/format";
import { Group, Row } from "./Row";

/** Whose plays are shown, and where they came from. */
export function AccountSettings() {
  const navigate = useNavigate();
  const toast = useToast();
  const account = useAccount().data;
  const imports = useImports().data;
  const leave = useSwitchAccount(() => void navigate("/"));
  const demo = useStartDemo(({ importId, status }) => void navigate(status === "done" ? "/chat" : `/import/${importId}`));
  const onError = (error: Error) => toast({ message: sentenceOf(error), tone: "bad" });
  if (!account) return null;
  const inDemo = account.kind === "demo";

  return (
    <Group title="Data">
      <Row
        label="Imports"
        note={imports ? (imports.length ? `${plural(imports.length, "import")} in this account.` : "Nothing is imported in this account.") : undefined}
        control={() => <ButtonLink to="/import">See and add</ButtonLink>}
      />
      <Row
        label={inDemo ? "You are in the demo" : "Demo"}
        note={inDemo ? "Its plays are generated. Your own account is untouched." : "A made-up listener to look around with. It stays apart from your own plays."}
        control={() =>
          inDemo ? (
            <Button busy={leave.isPending} onClick={() => leave.mutate("local", { onError })}>
              Leave the demo
            </Button>
          ) : (
            <Button busy={demo.isPending} onClick={() => demo.mutate(undefined, { onError })}>
              Look around
            </Button>
          )
        }
      />
    </Group>
  );
}
