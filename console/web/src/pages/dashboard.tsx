import { type LiveCall, type NodeState, query, type Slice, type TraceRow } from "../api";
import { Chart } from "../chart";
import { usePoll } from "../hooks";
import { useWords } from "../i18n";
import { Failure, Title, VerdictText } from "../parts";
import { byIcid } from "./calls";

export function DashboardPage() {
  const { t, time } = useWords();
  const traffic = usePoll<Slice[]>("/api/v1/traces/traffic?last=PT30M");
  const nodes = usePoll<NodeState[]>("/api/v1/nodes");
  const registrations = usePoll<{ devices: number }>(query("/api/v1/registrations", { limit: 1 }), 5);
  const calls = usePoll<{ sessions: LiveCall[] }>(query("/api/v1/sessions", { limit: 1000 }), 5);
  const failures = usePoll<TraceRow[]>("/api/v1/traces?outcome=failed&limit=8", 5);
  const began = (method: string) => traffic.data?.reduce((sum, slice) => sum + (slice.began[method] ?? 0), 0) ?? 0;
  const tracing = usePoll<{ document: { share?: number } }>("/api/v1/configuration/tracing", 30);
  const line = (name: string, color: string, value: (slice: Slice) => number) => ({
    name: t(name),
    color,
    points: (traffic.data ?? []).map((slice) => ({ time: new Date(slice.time).getTime(), value: value(slice) })),
  });
  const up = nodes.data?.filter((node) => node.health === "UP").length ?? 0;
  return (
    <>
      <Title>{t("Dashboard")}</Title>
      <Failure error={traffic.error ?? nodes.error} />
      <div className="tiles">
        <Tile name="Registered devices" value={registrations.data?.devices} when="now" />
        <Tile name="Live calls" value={calls.data && byIcid(calls.data.sessions).length} when="now" />
        <Tile name="Registrations" value={began("REGISTER")} />
        <Tile name="Calls" value={began("INVITE")} />
        <Tile name="Messages" value={began("MESSAGE")} />
        <Tile name="Refused" value={traffic.data?.reduce((sum, slice) => sum + slice.refused, 0) ?? 0} />
      </div>
      {(tracing.data?.document.share ?? 1) < 1 ? (
        <p role="note">{t("Not all calls are traced (see Configuration): calls, registrations, messages and refused are only those that are.")}</p>
      ) : null}
      <h2>{t("Started in ten seconds")}</h2>
      <Chart
        label={t("Started in ten seconds")}
        lines={[
          line("Registrations", "var(--one)", (slice) => slice.began["REGISTER"] ?? 0),
          line("Calls", "var(--two)", (slice) => slice.began["INVITE"] ?? 0),
          line("Messages", "var(--three)", (slice) => slice.began["MESSAGE"] ?? 0),
          line("Refused", "var(--bad)", (slice) => slice.refused),
        ]}
        format={(value) => value.toFixed(value < 10 ? 1 : 0)}
      />
      <h2>
        {t("Nodes up")}: {up} / {nodes.data?.length ?? 0}
      </h2>
      <div className="map">
        {nodes.data?.map((node) => (
          <a key={node.id} href={`#/nodes/${node.id}`} className={`health ${node.health.toLowerCase()}`}>
            {node.id}
            <small>{node.failing.length > 0 ? node.failing.join(", ") : node.health}</small>
          </a>
        ))}
      </div>
      <h2>{t("Last failures")}</h2>
      {failures.data?.length === 0 ? <p className="empty">{t("No failures in what is kept.")}</p> : null}
      <ul className="failures">
        {failures.data?.map((row) => (
          <li key={row.key}>
            <a href={`#/traces/${encodeURIComponent(row.key)}`}>
              {time(row.time)} {row.method} {row.from} → {row.to}
            </a>{" "}
            <VerdictText verdict={row.verdict} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Tile({ name, value, when = "in 30 minutes" }: { name: string; value: number | undefined; when?: string }) {
  const { t } = useWords();
  return (
    <div className="tile">
      <b>{value ?? "–"}</b>
      <span>
        {t(name)} <small>{t(when)}</small>
      </span>
    </div>
  );
}
