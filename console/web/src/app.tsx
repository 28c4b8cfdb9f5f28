import { useEffect, useState } from "react";
import { call, get, type Role, type Session } from "./api";
import { useRoute, useStored } from "./hooks";
import { type Language, useWords, words, WordsContext } from "./i18n";
import { AccountsPage } from "./pages/accounts";
import { AuditPage } from "./pages/audit";
import { CallsPage } from "./pages/calls";
import { CdrPage } from "./pages/cdrs";
import { ConfigurationPage } from "./pages/configuration";
import { DashboardPage } from "./pages/dashboard";
import { FirewallPage } from "./pages/firewall";
import { ImportsPage } from "./pages/imports";
import { InterfacesPage } from "./pages/interfaces";
import { MessagesPage } from "./pages/messages";
import { NewSubscriberPage } from "./pages/new-subscriber";
import { NodesPage } from "./pages/nodes";
import { NumbersPage } from "./pages/numbers";
import { RegistrationsPage } from "./pages/registrations";
import { ServicesPage } from "./pages/services";
import { SignInPage } from "./pages/sign-in";
import { SubscribersPage } from "./pages/subscribers";
import { TracesPage } from "./pages/traces";

interface Page {
  path: string;
  name: string;
  role: Role;
  show: (rest: string[], session: Session) => React.ReactNode;
}

const PAGES: Page[] = [
  { path: "", name: "Dashboard", role: "viewer", show: () => <DashboardPage /> },
  { path: "registrations", name: "Registrations", role: "viewer", show: (_, session) => <RegistrationsPage session={session} /> },
  { path: "calls", name: "Live calls", role: "viewer", show: (_, session) => <CallsPage session={session} /> },
  { path: "traces", name: "Call trace", role: "viewer", show: (rest, session) => <TracesPage chosen={rest[0]} session={session} /> },
  { path: "subscribers", name: "Subscribers", role: "viewer", show: (rest, session) => subscribers(rest[0], session) },
  { path: "services", name: "Services", role: "viewer", show: (rest, session) => <ServicesPage user={rest[0]} session={session} /> },
  { path: "messages", name: "Messages", role: "viewer", show: () => <MessagesPage /> },
  { path: "cdrs", name: "Call records", role: "viewer", show: () => <CdrPage /> },
  { path: "numbers", name: "Numbers", role: "viewer", show: (_, session) => <NumbersPage session={session} /> },
  { path: "nodes", name: "Nodes", role: "viewer", show: (rest) => <NodesPage chosen={rest[0]} /> },
  { path: "firewall", name: "Firewall", role: "viewer", show: (_, session) => <FirewallPage session={session} /> },
  { path: "configuration", name: "Configuration", role: "viewer", show: (rest, session) => <ConfigurationPage chosen={rest[0]} session={session} /> },
  { path: "interfaces", name: "REST interfaces", role: "viewer", show: (rest) => <InterfacesPage role={rest[0]} /> },
  { path: "accounts", name: "Accounts", role: "admin", show: () => <AccountsPage /> },
  { path: "audit", name: "Audit", role: "admin", show: () => <AuditPage /> },
];

function subscribers(part: string | undefined, session: Session) {
  if (part === "import") return <ImportsPage session={session} />;
  return part === "new" && mayChange(session) ? <NewSubscriberPage home={session.home} /> : <SubscribersPage session={session} />;
}

export function App() {
  const [session, setSession] = useState<Session>();
  const [language, setLanguage] = useStored("language", navigator.language.startsWith("zh") ? "zh" : "en");
  const [theme, setTheme] = useStored("theme", "auto");
  const reload = () => void get<Session>("/api/v1/session").then(setSession);

  useEffect(() => {
    reload();
    window.addEventListener("signed-out", reload);
    return () => window.removeEventListener("signed-out", reload);
  }, []);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset["theme"] = theme;
  }, [language, theme]);

  if (session === undefined) return null;
  return (
    <WordsContext.Provider value={words(language as Language)}>
      {session.signedIn ? <Shell session={session} leave={reload} /> : <SignInPage firstRun={session.firstRun} provider={session.provider} entered={reload} />}
      <footer>
        <button type="button" onClick={() => setLanguage(language === "zh" ? "en" : "zh")}>
          {language === "zh" ? "English" : "中文"}
        </button>
        <ThemeButton dark={theme === "dark"} set={setTheme} />
      </footer>
    </WordsContext.Provider>
  );
}

function ThemeButton({ dark, set }: { dark: boolean; set: (theme: string) => void }) {
  const { t } = useWords();
  return (
    <button type="button" onClick={() => set(dark ? "light" : "dark")}>
      {t("Light or dark")}
    </button>
  );
}

function Shell({ session, leave }: { session: Session; leave: () => void }) {
  const { t } = useWords();
  const [path = "", ...rest] = useRoute();
  const pages = PAGES.filter((page) => page.role !== "admin" || session.role === "admin");
  const page = pages.find((each) => each.path === path) ?? pages[0];
  return (
    <div className="shell">
      <nav aria-label={t("Menu")}>
        <strong>Carillon</strong>
        {pages.map((each) => (
          <a key={each.path} href={`#/${each.path}`} aria-current={each === page ? "page" : undefined}>
            {t(each.name)}
          </a>
        ))}
        <span className="who">
          {session.name} ({session.role})
        </span>
        <button type="button" onClick={() => void call("DELETE", "/api/v1/session").then(leave)}>
          {t("Sign out")}
        </button>
      </nav>
      <main>{page?.show(rest, session)}</main>
    </div>
  );
}

export const mayChange = (session: Session) => session.role !== "viewer";
