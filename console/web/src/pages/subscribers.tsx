import { useState } from "react";
import { call, Problem, query, type Session, type Subscriber } from "../api";
import { mayChange } from "../app";
import { useChange, usePoll } from "../hooks";
import { useWords } from "../i18n";
import { numberPath, SUBSCRIBERS } from "../order";
import { Failure, Pages, Search, Table, Title } from "../parts";

const of = (subscriber: Subscriber) => `${SUBSCRIBERS}/${encodeURIComponent(subscriber.impi)}`;

/** With its numbers; one that was never mapped is none to remove. */
async function remove(subscriber: Subscriber): Promise<void> {
  await call("DELETE", of(subscriber));
  for (const { impu } of subscriber.impus) {
    if (impu.startsWith("tel:")) {
      await call("DELETE", numberPath(impu.slice("tel:".length))).catch((problem: unknown) => {
        if (!(problem instanceof Problem && problem.status === 404)) throw problem;
      });
    }
  }
}

export function SubscribersPage({ session }: { session: Session }) {
  const { t } = useWords();
  const [q, setQ] = useState("");
  const [after, turn] = useState<string>();
  const list = usePoll<{ items: Subscriber[]; total: number | null; next: string | null; cut: boolean }>(query(SUBSCRIBERS, { size: 200, q: q.trim(), after }), 2);
  const [run, error] = useChange(list.reload);
  const changing = mayChange(session);
  return (
    <>
      <Title aside={<span>{list.data?.total}</span>}>{t("Subscribers")}</Title>
      {changing ? (
        <p className="links">
          <a href="#/subscribers/new">{t("New subscriber")}</a>
          <a href="#/subscribers/import">{t("Import subscribers")}</a>
        </p>
      ) : null}
      <Search
        label="Beginning of an identity or a number"
        value={q}
        change={(value) => {
          setQ(value);
          turn(undefined);
        }}
      />
      <Failure error={error ?? list.error} />
      <Table
        rows={list.data?.items}
        id={(row) => row.impi}
        columns={[
          { name: "Private identity", cell: (row) => row.impi },
          {
            name: "Public identities",
            cell: (row) =>
              row.impus.map((identity) => (
                <div key={identity.impu}>
                  <a href={`#/services/${encodeURIComponent(identity.impu)}`}>{identity.impu}</a>
                </div>
              )),
          },
          {
            name: "State",
            cell: (row) => [...new Set(row.impus.map((identity) => identity.state))].map((state) => <span key={state} className={`state ${state.toLowerCase()}`}>{state}</span>),
          },
          { name: "Scheme", cell: (row) => row.scheme },
          { name: "Profile", cell: (row) => row.profile },
          ...(changing
            ? [
                {
                  name: "",
                  cell: (row: Subscriber) => (
                    <>
                      <button type="button" onClick={() => run(() => call("POST", `${of(row)}/deregister`))}>
                        {t("De-register")}
                      </button>{" "}
                      <button type="button" onClick={() => window.confirm(t("Remove this subscriber?")) && run(() => remove(row))}>
                        {t("Remove")}
                      </button>
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
      {list.data?.cut ? <p className="empty">{t("These are only the first that fit: search with more of it.")}</p> : null}
      <Pages at={after} next={list.data?.next} turn={turn} />
    </>
  );
}
