import { call, query, type LiveCall, type Session } from "../api";
import { mayChange } from "../app";
import { useChange, usePoll } from "../hooks";
import { useWords } from "../i18n";
import { Failure, Table, Title } from "../parts";

const PATH = "/api/v1/sessions";

/** The calls as they are now. Both sides of a call between two phones of ours are one row: they have one ICID. */
export function CallsPage({ session }: { session: Session }) {
  const { t, time } = useWords();
  const page = usePoll<{ total: number; sessions: LiveCall[] }>(query(PATH, { limit: 1000 }), 2);
  const [run, error] = useChange(page.reload);
  const rows = page.data && byIcid(page.data.sessions);
  return (
    <>
      <Title aside={<span>{rows?.length}</span>}>{t("Live calls")}</Title>
      <Failure error={error ?? page.error} />
      <Table
        rows={rows}
        id={(row) => row.icid}
        open={(row) => `#/traces/${encodeURIComponent(row.first.callId)}`}
        columns={[
          { name: "Time", cell: ({ first }) => time(first.began) },
          { name: "From", cell: ({ first }) => first.caller },
          { name: "To", cell: ({ first }) => first.callee },
          {
            name: "State",
            cell: ({ first }) => <span className="state">{first.answered === null ? t("ringing") : `${t("answered")} ${lasting(first.answered)}`}</span>,
          },
          { name: "Codec", cell: ({ first }) => first.codec },
          { name: "Nodes", cell: ({ sides }) => [...new Set(sides.flatMap((side) => [side.border, side.relay]))].filter((node) => node !== "").join(" ") },
          ...(mayChange(session)
            ? [
                {
                  name: "",
                  cell: ({ first }: Row) =>
                    first.answered === null ? null : (
                      <button type="button" onClick={() => window.confirm(t("End this call?")) && run(() => call("DELETE", query(PATH, { key: first.key })))}>
                        {t("End")}
                      </button>
                    ),
                },
              ]
            : []),
        ]}
      />
    </>
  );
}

interface Row {
  icid: string;
  first: LiveCall;
  sides: LiveCall[];
}

/** The caller's side comes first; the newest call does. */
export function byIcid(calls: LiveCall[]): Row[] {
  const groups = new Map<string, LiveCall[]>();
  for (const each of calls) {
    const icid = each.icid || each.key;
    groups.set(icid, [...(groups.get(icid) ?? []), each]);
  }
  return [...groups.entries()]
    .map(([icid, sides]) => ({ icid, sides, first: sides.find((side) => side.fromPhone) ?? (sides[0] as LiveCall) }))
    .sort((one, other) => other.first.began.localeCompare(one.first.began));
}

function lasting(since: string): string {
  const seconds = Math.max(0, Math.round((Date.now() - new Date(since).getTime()) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
