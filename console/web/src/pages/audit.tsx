import { useState } from "react";
import { type AuditEntry, query } from "../api";
import { usePoll } from "../hooks";
import { useWords } from "../i18n";
import { Failure, Pages, Table, Title } from "../parts";

const LIMIT = 200;

export function AuditPage() {
  const { t, time } = useWords();
  const [before, turn] = useState<string>();
  const list = usePoll<AuditEntry[]>(query("/api/v1/audit", { limit: LIMIT, before }), 5);
  const last = list.data?.[LIMIT - 1];
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
      <Pages at={before} next={last && String(last.id)} turn={turn} />
    </>
  );
}
