import { useState } from "react";
import { call, type NumberMapping, query, type Session } from "../api";
import { mayChange } from "../app";
import { useChange, usePoll } from "../hooks";
import { useWords } from "../i18n";
import { numberPath } from "../order";
import { Failure, Field, Pages, Search, Table, Title, valuesOf } from "../parts";

const LIMIT = 200;

export function NumbersPage({ session }: { session: Session }) {
  const { t } = useWords();
  const [q, setQ] = useState("");
  const [after, turn] = useState<string>();
  const list = usePoll<{ numbers: NumberMapping[]; next?: string }>(query("/api/v1/numbers", { limit: LIMIT, q: q.trim(), after }));
  const [run, error] = useChange(list.reload);
  const save = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const { number = "", ...mapping } = valuesOf(form);
    run(() => call("PUT", numberPath(number), mapping).then(() => form.reset()));
  };
  return (
    <>
      <Title>{t("Numbers")}</Title>
      {mayChange(session) ? (
        <form className="filter" onSubmit={save}>
          <Field label="Telephone number" name="number" placeholder="+4915112345678" required />
          <Field label="Goes to" name="uri" placeholder="sip:bob@…" />
          <Field label="Routing number" name="routingNumber" />
          <button type="submit">{t("Save")}</button>
        </form>
      ) : null}
      <Search
        label="Beginning of a number"
        value={q}
        change={(value) => {
          setQ(value);
          turn(undefined);
        }}
      />
      <Failure error={error ?? list.error} />
      <Table
        rows={list.data?.numbers}
        id={(row) => row.e164}
        columns={[
          { name: "Telephone number", cell: (row) => row.e164 },
          { name: "Goes to", cell: (row) => row.uri },
          { name: "Routing number", cell: (row) => row.routingNumber },
          {
            name: "",
            cell: (row) =>
              mayChange(session) ? (
                <button type="button" onClick={() => run(() => call("DELETE", numberPath(row.e164)))}>
                  {t("Remove")}
                </button>
              ) : null,
          },
        ]}
      />
      <Pages at={after} next={list.data?.next} turn={turn} />
    </>
  );
}
