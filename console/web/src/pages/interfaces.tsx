import { useState } from "react";
import { usePoll } from "../hooks";
import { useWords } from "../i18n";
import { answersOf, type Call, calls, type Document, fits, partsOf } from "../openapi";
import { Failure, Search, Table, Title } from "../parts";

/** What each role publishes, the console's own too; the console forwards all of it under its own address. */
export function InterfacesPage({ role }: { role: string | undefined }) {
  const roles = usePoll<string[]>("/api-docs", 0);
  const { t } = useWords();
  const [q, setQ] = useState("");
  return (
    <>
      <Title>{t("REST interfaces")}</Title>
      <p className="links">
        <a href="#/interfaces" aria-current={role === undefined ? "page" : undefined}>
          {t("All nodes")}
        </a>
        {roles.data?.map((each) => (
          <a key={each} href={`#/interfaces/${each}`} aria-current={each === role ? "page" : undefined}>
            {each}
          </a>
        ))}
      </p>
      <Search label="Part of a path or of what it does" value={q} change={setQ} />
      <Failure error={roles.error} />
      {roles.data?.filter((each) => role === undefined || each === role).map((each) => <RoleCalls key={each} role={each} q={q.trim()} />)}
    </>
  );
}

function RoleCalls({ role, q }: { role: string; q: string }) {
  const { data, error } = usePoll<Document>(`/api-docs/${role}`, 0);
  const found = data && calls(data).filter((each) => fits(each, q));
  if (found?.length === 0) return null;
  return (
    <section className="interfaces">
      <h2>{role}</h2>
      <Failure error={error} />
      {data === undefined ? null : (
        <p className="links">
          <a href={`/api-docs/${role}`}>OpenAPI</a>
        </p>
      )}
      {data && found?.map((each) => <CallDetails key={each.method + each.path} call={each} document={data} />)}
    </section>
  );
}

function CallDetails({ call, document }: { call: Call; document: Document }) {
  const { t } = useWords();
  const parts = partsOf(call, document);
  return (
    <details>
      <summary>
        <b>{call.method}</b> <code>{call.path}</code> {call.summary}
      </summary>
      {call.description === undefined ? null : <p>{call.description}</p>}
      {parts.length === 0 ? null : (
        <Table
          rows={parts}
          id={({ place, name }) => `${place} ${name}`}
          columns={[
            { name: "Parameter", cell: ({ name, required }) => <code>{required ? `${name} *` : name}</code> },
            { name: "Where", cell: ({ place }) => t(`in ${place}`) },
            { name: "Type", cell: ({ type }) => type },
            { name: "Otherwise", cell: ({ otherwise }) => otherwise },
            { name: "Meaning", cell: ({ meaning }) => meaning },
          ]}
        />
      )}
      <p className="links">
        {answersOf(call).map(({ status, type }) => (
          <span key={status}>
            <b>{status}</b> {type}
          </span>
        ))}
      </p>
    </details>
  );
}
