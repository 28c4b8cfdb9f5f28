import { useState } from "react";
import { call, getLinked, type Linked, query, type Registration, type Session } from "../api";
import { mayChange } from "../app";
import { useChange, usePoll } from "../hooks";
import { useWords } from "../i18n";
import { Failure, Pages, Search, Table, Title } from "../parts";

const PATH = "/api/v1/registrations";
const LIMIT = 100;

interface Found {
  devices: number;
  registrations: Registration[];
}

/** Who is registered, from where and until when, in the whole cluster. */
export function RegistrationsPage({ session }: { session: Session }) {
  const { t, time } = useWords();
  const [q, setQ] = useState("");
  const [at, turn] = useState<string>();
  const list = usePoll<Linked<Found>>(at ?? query(PATH, { limit: LIMIT, q: q.trim() }), 2, getLinked<Found>);
  const [run, error] = useChange(list.reload);
  const { page, next } = list.data ?? { page: undefined, next: undefined };
  const cut = q.trim() !== "" && next !== undefined && (page?.registrations.length ?? 0) < LIMIT;
  const of = (row: Registration) => `${PATH}/${encodeURIComponent(row.identities[0] ?? "")}`;
  return (
    <>
      <Title aside={<span>{page?.devices}</span>}>{t("Registrations")}</Title>
      <Search
        label="Part of a SIP identity, or a whole number"
        value={q}
        change={(value) => {
          setQ(value);
          turn(undefined);
        }}
      />
      <Failure error={error ?? list.error} />
      <Table
        rows={page?.registrations}
        id={(row) => row.identities.join(" ")}
        columns={[
          { name: "Public identities", cell: (row) => row.identities.map((identity) => <div key={identity}>{identity}</div>) },
          { name: "Device", cell: (row) => row.devices.map((device) => <div key={device.contact}>{device.contact}</div>) },
          { name: "Source", cell: (row) => row.devices.map((device) => <div key={device.contact}>{device.source}</div>) },
          { name: "Since", cell: (row) => row.devices.map((device) => <div key={device.contact}>{time(device.since)}</div>) },
          { name: "Until", cell: (row) => row.devices.map((device) => <div key={device.contact}>{time(device.expires)}</div>) },
          ...(mayChange(session)
            ? [
                {
                  name: "",
                  cell: (row: Registration) => (
                    <>
                      <button type="button" onClick={() => run(() => call("POST", `${of(row)}/challenge`))}>
                        {t("Authenticate again")}
                      </button>{" "}
                      <button type="button" onClick={() => window.confirm(t("Put all devices of this user out?")) && run(() => call("DELETE", of(row)))}>
                        {t("De-register")}
                      </button>
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
      {cut ? <p className="empty">{t("The others were not looked at yet.")}</p> : null}
      <Pages at={at} next={next} turn={turn} />
    </>
  );
}
