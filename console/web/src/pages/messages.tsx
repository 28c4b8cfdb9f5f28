import { useState } from "react";
import { type Message, query } from "../api";
import { usePoll } from "../hooks";
import { useWords } from "../i18n";
import { Failure, Table, Title, valuesOf } from "../parts";

export function MessagesPage() {
  const { t, time } = useWords();
  const [filter, setFilter] = useState<Record<string, string>>({});
  const asked = filter["user"] === undefined ? null : query("/api/v1/messages", { limit: 200, ...filter });
  const page = usePoll<{ messages: Message[] }>(asked);
  return (
    <>
      <Title>{t("Messages")}</Title>
      <form
        className="filter"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          setFilter(valuesOf(event.currentTarget));
        }}
      >
        <input name="user" aria-label={t("User")} placeholder={`${t("User")}: sip:alice@… / tel:+49…`} required />
        <input name="peer" aria-label={t("Peer")} placeholder={t("Peer")} />
        <button type="submit">{t("Search")}</button>
      </form>
      <Failure error={page.error} />
      {asked === null ? null : (
        <Table
          rows={page.data?.messages}
          id={(row) => row.id + row.direction}
          columns={[
            { name: "Time", cell: (row) => time(row.accepted) },
            { name: "Kind", cell: (row) => row.kind },
            { name: "Direction", cell: (row) => row.direction },
            { name: "Peer", cell: (row) => row.peer },
            { name: "State", cell: (row) => <span className={`state ${row.state}`}>{row.state}</span> },
            { name: "Why", cell: (row) => row.why },
            { name: "Text", cell: (row) => row.text },
          ]}
        />
      )}
    </>
  );
}
