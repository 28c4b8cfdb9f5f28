import { useState } from "react";
import { call, query, type Registration, type Session } from "../api";
import { mayChange } from "../app";
import { useChange, usePoll } from "../hooks";
import { useWords } from "../i18n";
import { Failure, Table, Title } from "../parts";

const PATH = "/api/v1/registrations";

/** Who is registered, from where and until when, in the whole cluster. */
export function RegistrationsPage({ session }: { session: Session }) {
  const { t, time } = useWords();
  const [user, setUser] = useState("");
  const page = usePoll<{ devices: number; registrations: Registration[] }>(query(PATH, { limit: 1000 }), 2);
  const [run, error] = useChange(page.reload);
  const rows = page.data?.registrations.filter((row) => row.identities.some((identity) => identity.includes(user)));
  const of = (row: Registration) => `${PATH}/${encodeURIComponent(row.identities[0] ?? "")}`;
  return (
    <>
      <Title aside={<span>{page.data?.devices}</span>}>{t("Registrations")}</Title>
      <form className="filter" role="search" onSubmit={(event) => event.preventDefault()}>
        <input type="search" aria-label={t("User")} placeholder={t("User")} value={user} onChange={(event) => setUser(event.target.value)} />
      </form>
      <Failure error={error ?? page.error} />
      <Table
        rows={rows}
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
    </>
  );
}
