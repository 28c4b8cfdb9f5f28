import type { AuditEntry } from "../api";
import { usePoll } from "../hooks";
import { useWords } from "../i18n";
import { Failure, Table, Title } from "../parts";

export function AuditPage() {
  const { t, time } = useWords();
  const list = usePoll<AuditEntry[]>("/api/v1/audit?limit=200", 5);
  return (
    <>
      <Title>{t("Audit")}</Title>
      <Failure error={list.error} />
      <Table
        rows={list.data}
        id={(row) => String(row.id)}
        columns={[
          { name: "Time", cell: (row) => time(row.time) },
          { name: "Name", cell: (row) => row.account },
          { name: "Source", cell: (row) => row.source },
          { name: "Method", cell: (row) => row.method },
          { name: "Path", cell: (row) => row.path },
          { name: "Status", cell: (row) => row.status },
        ]}
      />
    </>
  );
}
