import { useState } from "react";
import { call, Problem, query, type Session, type Subscriber } from "../api";
import { mayChange } from "../app";
import { useChange, usePoll } from "../hooks";
import { useWords } from "../i18n";
import { Failure, Field, Pages, Table, Title, valuesOf } from "../parts";

const PATH = "/api/v1/subscribers";
const of = (subscriber: Subscriber) => `${PATH}/${encodeURIComponent(subscriber.impi)}`;

const numberPath = (number: string) => `/api/v1/numbers/${encodeURIComponent(number)}`;

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
  const list = usePoll<{ items: Subscriber[]; total: number | null; next: string | null; cut: boolean }>(query(PATH, { size: 200, q: q.trim(), after }), 2);
  const [run, error] = useChange(list.reload);
  const changing = mayChange(session);
  return (
    <>
      <Title aside={<span>{list.data?.total}</span>}>{t("Subscribers")}</Title>
      {changing ? (
        <>
          <AddForm run={run} />
          <p>
            <a href="#/subscribers/import">{t("Import subscribers")}</a>
          </p>
        </>
      ) : null}
      <form className="filter" role="search" onSubmit={(event) => event.preventDefault()}>
        <input
          type="search"
          aria-label={t("Beginning of an identity or a number")}
          placeholder={t("Beginning of an identity or a number")}
          value={q}
          onChange={(event) => {
            setQ(event.target.value);
            turn(undefined);
          }}
        />
      </form>
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

function AddForm({ run }: { run: (change: () => Promise<unknown>) => void }) {
  const { t } = useWords();
  const add = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const { impi = "", sip = "", tel, ...credentials } = valuesOf(form);
    const number = tel?.replace(/^tel:/, "");
    const impus = [{ impu: sip }, ...(number === undefined ? [] : [{ impu: `tel:${number}` }])];
    run(async () => {
      await call("POST", PATH, { impi, impus, ...credentials });
      // Who is dialled by number is found by ENUM.
      if (number !== undefined) await call("PUT", numberPath(number), { uri: sip });
      form.reset();
    });
  };
  return (
    <details className="add">
      <summary>{t("Add a SIM")}</summary>
      <form onSubmit={add}>
        <Field label="IMSI or private identity" name="impi" placeholder="001010000000001@ims.mnc001.mcc001.3gppnetwork.org" required />
        <Field label="SIP identity" name="sip" placeholder="sip:alice@ims.mnc001.mcc001.3gppnetwork.org" required />
        <Field label="Telephone number" name="tel" placeholder="+4915112345678" />
        <Field label="SIM key K" name="ki" pattern="[0-9a-fA-F]{32}" />
        <Field label="OPc" name="opc" pattern="[0-9a-fA-F]{32}" />
        <Field label="Password instead of a key" name="password" type="password" autoComplete="new-password" />
        <button type="submit">{t("Add")}</button>
      </form>
    </details>
  );
}
