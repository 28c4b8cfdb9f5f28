import { call, type NumberMapping, query, type Session } from "../api";
import { mayChange } from "../app";
import { useChange, usePoll } from "../hooks";
import { useWords } from "../i18n";
import { Failure, Field, Table, Title, valuesOf } from "../parts";

const of = (number: string) => `/api/v1/numbers/${encodeURIComponent(number)}`;

export function NumbersPage({ session }: { session: Session }) {
  const { t } = useWords();
  const list = usePoll<{ numbers: NumberMapping[] }>(query("/api/v1/numbers", { limit: 500 }));
  const [run, error] = useChange(list.reload);
  const save = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const { number = "", ...mapping } = valuesOf(form);
    run(() => call("PUT", of(number), mapping).then(() => form.reset()));
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
                <button type="button" onClick={() => run(() => call("DELETE", of(row.e164)))}>
                  {t("Remove")}
                </button>
              ) : null,
          },
        ]}
      />
    </>
  );
}
