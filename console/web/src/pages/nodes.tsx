import type { NodeState, Sample } from "../api";
import { Chart } from "../chart";
import { usePoll } from "../hooks";
import { useWords } from "../i18n";
import { Failure, Table, Title } from "../parts";

const percent = (share: number | undefined) => (share === undefined ? "–" : `${(share * 100).toFixed(1)} %`);
const megabytes = (octets: number | undefined) => (octets === undefined ? "–" : `${Math.round(octets / 1e6)} MB`);

export function NodesPage({ chosen }: { chosen: string | undefined }) {
  const { t } = useWords();
  const nodes = usePoll<NodeState[]>("/api/v1/nodes", 2);
  return (
    <>
      <Title>{t("Nodes")}</Title>
      <p>{t("Scale a role with ./ims scale ROLE=N, or docker-compose up --scale.")}</p>
      <Failure error={nodes.error} />
      {chosen === undefined || chosen === "" ? null : <Samples id={chosen} />}
      <Table
        rows={nodes.data}
        id={(row) => row.id}
        open={(row) => `#/nodes/${row.id}`}
        columns={[
          { name: "Node", cell: (row) => row.id },
          { name: "Health", cell: (row) => <span className={`health ${row.health.toLowerCase()}`}>{[row.health, ...row.failing].join(" ")}</span> },
          { name: "Load", cell: (row) => percent(row.load) },
          { name: "CPU", cell: (row) => percent(row.counts["process_cpu_usage"]) },
          { name: "Memory", cell: (row) => megabytes(row.counts["jvm_memory_used_bytes"]) },
          { name: "In flight", cell: (row) => row.counts["carillon_sip_inflight"] ?? "–" },
          {
            name: "Addresses",
            cell: (row) =>
              Object.entries(row.addresses)
                .map(([wire, address]) => `${wire} ${address}`)
                .join(" · "),
          },
        ]}
      />
    </>
  );
}

function Samples({ id }: { id: string }) {
  const { t } = useWords();
  const samples = usePoll<Sample[]>(`/api/v1/nodes/${encodeURIComponent(id)}/samples`, 5);
  const line = (name: string, color: string, count: string) => ({
    name,
    color,
    points: (samples.data ?? []).map((sample) => ({ time: new Date(sample.time).getTime(), value: sample.counts[count] ?? 0 })),
  });
  return (
    <section>
      <h2>
        {id} – {t("last half hour")}
      </h2>
      <div className="charts">
        <Chart label={t("CPU")} lines={[line(t("CPU"), "var(--two)", "process_cpu_usage")]} format={(value) => percent(value)} />
        <Chart label={t("Memory")} lines={[line(t("Memory"), "var(--one)", "jvm_memory_used_bytes")]} format={(value) => megabytes(value)} />
      </div>
    </section>
  );
}
