// Steps of a person's journey through the console: node journey.mjs URL TOKEN PROFILE PICTURES STEP WORDS… then STEP WORDS…
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(fileURLToPath(new URL("../../../../../../console/web/package.json", import.meta.url)));
const { chromium } = require("playwright-core");

const DOMAIN = "ims.mnc001.mcc001.3gppnetwork.org";
const [url, token, profile, pictures, ...journey] = process.argv.slice(2);

const browser = await chromium.launchPersistentContext(profile, {
  executablePath: "/usr/bin/chromium",
  viewport: { width: 1280, height: 800 },
  locale: "en-GB",
  timezoneId: "UTC",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
const page = browser.pages()[0] ?? (await browser.newPage());
page.setDefaultTimeout(30_000);
const asking = new Set();
page.on("request", (request) => asking.add(request));
page.on("requestfinished", (request) => asking.delete(request));
page.on("requestfailed", (request) => asking.delete(request));
const complaints = [];
page.on("pageerror", (error) => complaints.push(String(error)));

const open = async (path) => {
  await page.goto("about:blank");
  await page.goto(`${url}/#/${path}`);
};
/** What was asked for is answered, and the answer is drawn. */
const drawn = async () => {
  await Promise.all([...asking].map(async (request) => (await request.response())?.finished()));
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
};
/** Nothing sticks out at the right of a phone. */
const isNarrow = async (name) => {
  await drawn();
  const wide = await page.evaluate(() => {
    const edge = window.innerWidth;
    const out = [...document.querySelectorAll("body *")].filter((each) => each.getBoundingClientRect().right > edge);
    return document.documentElement.scrollWidth > edge ? out.map((each) => each.outerHTML.slice(0, 100)) : [];
  });
  if (wide.length > 0) throw new Error(`${name} is wider than a phone:\n${wide.join("\n")}`);
};
/** The field comes to hold this. */
const has = async (field, value) => {
  await field.waitFor();
  await page.waitForFunction(([input, wanted]) => input.value === wanted, [await field.elementHandle(), value]);
};
const download = async (button) => {
  const file = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  return readFile(await (await file).path(), "utf8");
};
/** Of a line of CSV (RFC 4180). */
const cells = (line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare);
const chosen = () => page.locator(".ladder .arrow").evaluateAll((all) => all.findIndex((each) => each.ariaSelected === "true"));
/** How bright the paper is, and how the text stands out from it (WCAG 2.2, relative luminance). */
const colours = () =>
  page.evaluate(() => {
    const luminance = (colour) => {
      const [r, g, b] = colour.match(/[\d.]+/g).map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const { backgroundColor, color } = getComputedStyle(document.body);
    const [paper, ink] = [luminance(backgroundColor), luminance(color)];
    return { paper, contrast: (Math.max(paper, ink) + 0.05) / (Math.min(paper, ink) + 0.05) };
  });
const picture = (name) => page.screenshot({ path: `${pictures}/${name}.png` });

const steps = {
  /** Nobody has an account: the token that the command line prints opens the door once. */
  async "first-account"() {
    await open("");
    await page.getByLabel("Name").fill("ada");
    await page.getByLabel(/^Password/).fill("correct horse battery");
    if (await page.getByLabel("Token").isVisible()) {
      await page.getByLabel("Token").fill(token);
      await page.getByRole("button", { name: "Make the account" }).click();
    } else {
      await page.getByRole("button", { name: "Sign in" }).click();
    }
    await page.getByRole("heading", { name: "Dashboard" }).waitFor();
    await page.locator(".map a.up").nth(8).waitFor();
  },

  /** One form from SIM to services: what is wrong is said at its field, and what follows from the IMSI is there. */
  async provision(user, number, password) {
    await open("subscribers");
    await page.getByRole("searchbox").fill(user);
    const row = page.locator("tbody tr", { hasText: `sip:${user}@` });
    await page.locator("table:not([aria-busy=true]), .empty").first().waitFor();
    if (await row.isVisible()) return;
    await page.getByRole("link", { name: "New subscriber" }).click();
    const field = (label) => page.getByLabel(label, { exact: true });
    const identity = (at, value) => has(field(`Public identity ${at}`), value);
    await field("IMSI or private identity").fill("001010000000077");
    await identity(1, `sip:001010000000077@${DOMAIN}`);
    await field("Telephone number (MSISDN)").fill(number);
    await identity(1, `sip:${number}@${DOMAIN}`);
    await identity(3, `sip:001010000000077@${DOMAIN}`);
    if (!(await page.getByLabel("for registering only").nth(2).isChecked())) throw new Error("an identity made of an IMSI is for registering only");
    await field("SIM key K").fill("12");
    await field("Telephone number (MSISDN)").fill("12a");
    await field("Without an answer, to").fill("nobody");
    await page.getByRole("button", { name: "Save" }).click();
    for (const label of ["Telephone number (MSISDN)", "SIM key K", "OPc", "Public identity 2", "Without an answer, to"]) {
      await page.locator(".field", { has: field(label) }).locator(".fault").waitFor();
    }
    await field("IMSI or private identity").fill(user);
    await field("Telephone number (MSISDN)").fill(number);
    await field("SIM key K").fill("");
    await field("Password instead of a key").fill(password);
    await identity(1, `sip:${user}@${DOMAIN}`);
    await identity(2, `tel:${number}`);
    await field("Without an answer, to").fill(`sip:desk@${DOMAIN}`);
    await field("Seconds until there is no answer").fill("45");
    await field("No anonymous calls").check();
    if ((await page.locator(".fault").count()) > 0) throw new Error("what was put right is still called wrong");
    await page.screenshot({ path: `${pictures}/subscriber.png`, fullPage: true });
    await page.getByRole("button", { name: "Save" }).click();
    await row.waitFor();
    await open(`services/${encodeURIComponent(`sip:${user}@${DOMAIN}`)}`);
    await has(field("Without an answer, to"), `sip:desk@${DOMAIN}`);
    await has(field("Seconds until there is no answer"), "45");
    if (!(await field("No anonymous calls").isChecked())) throw new Error("anonymous calls are not barred");
  },

  /** Many in a file, one of them wrong: the progress, and the refused line with its reason. */
  async import(user) {
    await open("subscribers/import");
    const lines = [`${user}@${DOMAIN},sip:${user}@${DOMAIN},secret-${user}`, `broken@${DOMAIN},not a URI,secret-broken`];
    const file = { name: "sims.csv", mimeType: "text/csv", buffer: Buffer.from(["impi,impus,password", ...lines].join("\n")) };
    await page.getByLabel("File (").setInputFiles(file);
    await page.getByLabel("Who is there already").selectOption("REPLACE");
    await page.getByRole("button", { name: "Import", exact: true }).click();
    const row = page.locator("tbody tr").first();
    await row.getByText("DONE").waitFor();
    const download = page.waitForEvent("download");
    await row.getByRole("link", { name: "1: which and why" }).click();
    const report = await readFile(await (await download).path(), "utf8");
    if (!report.includes("broken@") || report.includes("secret-")) throw new Error(`the report says ${report}`);
    await open("subscribers");
    await page.locator("tbody tr", { hasText: `sip:${user}@` }).waitFor();
  },

  /** Whoever is not registered while the page is open is so without a hand. */
  async registers(user) {
    await open("subscribers");
    await page.getByRole("searchbox").fill(user);
    const row = page.locator("tbody tr", { hasText: `sip:${user}@` });
    const registered = row.locator(".state.registered").first();
    await row.locator(".state").first().waitFor();
    if (await registered.isVisible()) {
      await row.getByRole("button", { name: "De-register" }).click();
      await registered.waitFor({ state: "detached" });
    }
    await page.evaluate(() => (window.openedOnce = true));
    console.log("the page is open");
    await registered.waitFor();
    if (!(await page.evaluate(() => window.openedOnce))) throw new Error("the page was read anew");
    await page.getByRole("searchbox").fill("");
    await row.waitFor();
    await picture("subscribers");
  },

  /** By number, among who is registered and among the numbers. */
  async found(user, number) {
    await open("registrations");
    await page.getByRole("searchbox").fill(number);
    await page.locator("tbody tr", { hasText: `sip:${user}@` }).waitFor();
    if ((await page.locator("tbody tr").count()) !== 1) throw new Error("others are found too");
    await page.getByRole("searchbox").fill(`${user}-is-nobody`);
    await page.getByText("No rows.").waitFor();
    await open("numbers");
    await page.getByRole("searchbox").fill(number.slice(0, -1));
    await page.locator("tbody tr", { hasText: number }).getByText(`sip:${user}@`).waitFor();
    await page.getByRole("searchbox").fill(`${number}0`);
    await page.getByText("No rows.").waitFor();
  },

  /** Where from and until when; whoever is put out by hand is gone. */
  async registration(user) {
    await open("registrations");
    await page.getByRole("searchbox").fill(`${user}@`);
    const row = page.locator("tbody tr", { hasText: `sip:${user}@` });
    await row.waitFor();
    await picture("registrations");
    page.once("dialog", (question) => question.accept());
    await row.getByRole("button", { name: "De-register" }).press("Enter");
    await row.waitFor({ state: "detached" });
  },

  /** A call while it lasts, and its end by hand. */
  async "live-call"(user) {
    await open("calls");
    const row = page.locator("tbody tr", { hasText: `sip:${user}@` });
    await row.getByText("answered").waitFor();
    await row.getByRole("link").press("Enter");
    await page.locator(".ladder .arrow", { hasText: "INVITE" }).first().waitFor();
    await page.goBack();
    page.once("dialog", (question) => question.accept());
    await row.getByRole("button", { name: "End", exact: true }).click();
    await row.waitFor({ state: "detached" });
  },

  /** The call's ladder, by number, by mouse and by keyboard; in Chinese, in the dark, and at a phone's width. */
  async call(user) {
    await open("traces");
    await page.getByRole("searchbox").fill(user);
    await page.getByLabel("Kind").selectOption("INVITE");
    const row = page.locator("tbody tr", { hasText: `sip:${user}@` }).filter({ hasText: "completed" }).first();
    await row.getByRole("link").press("Enter");
    await page.locator(".ladder .arrow", { hasText: "AAA 2001" }).first().click();
    await page.locator(".message pre", { hasText: "Result-Code: 2001" }).first().waitFor();
    await page.locator(".ladder .arrow", { hasText: "BYE" }).first().click();
    await page.locator(".message h2", { hasText: "BYE" }).waitFor();
    const bye = await chosen();
    for (const [key, at] of [["ArrowDown", bye + 1], ["ArrowUp", bye], ["PageUp", Math.max(0, bye - 10)]]) {
      await page.locator(".drawing").press(key);
      const arrow = page.locator(".ladder .arrow").nth(at);
      await arrow.and(page.locator("[aria-selected=true]")).waitFor();
      const shown = await page.locator(".message h2").innerText();
      if (!(await arrow.locator("title").textContent()).includes(shown)) throw new Error(`${key} chose another message: ${shown}`);
    }
    await page.locator(".verdict.good", { hasText: "completed" }).waitFor();
    await picture("ladder");
    const light = await colours();
    await page.getByRole("button", { name: "中文" }).click();
    await page.locator(".verdict", { hasText: "通话完成" }).waitFor();
    if ((await page.locator("html").getAttribute("lang")) !== "zh") throw new Error("the page does not say that it is Chinese");
    await page.getByRole("button", { name: "明暗" }).click();
    const dark = await colours();
    if (light.paper < 0.7 || dark.paper > 0.1) throw new Error(`light is ${light.paper}, dark is ${dark.paper}`);
    // WCAG 2.2 §1.4.3
    for (const { contrast } of [light, dark]) if (contrast < 4.5) throw new Error(`text is hard to read: ${contrast}`);
    await page.setViewportSize({ width: 390, height: 800 });
    await isNarrow("the ladder");
    await picture("ladder-phone");
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("button", { name: "Light or dark" }).click();
  },

  async failure(user, verdict) {
    await open("traces");
    await page.getByRole("searchbox").fill(user);
    await page.getByLabel("Verdict").selectOption("failed");
    const row = page.locator("tbody tr", { hasText: verdict }).first();
    await row.waitFor();
    await row.getByRole("link").click();
    await page.locator(".verdict.failed", { hasText: verdict }).waitFor();
    await picture("verdict");
  },

  /** What began and what was refused, the nodes, and why the last failed. */
  async dashboard(user) {
    await open("");
    await page.locator(".map a.up").nth(8).waitFor();
    for (const tile of ["Registered devices", "Live calls"]) await page.locator(".tile", { hasText: tile }).locator("b", { hasText: /\d/ }).waitFor();
    await page.locator("main", { hasText: user }).locator(".verdict.failed").first().waitFor();
    await drawn();
    await picture("dashboard");
  },

  /** At the border, by hand; lifted again. */
  async ban(source) {
    await open("firewall");
    await page.getByLabel("Source address").fill(source);
    await page.getByLabel("Why").fill("a test");
    await page.getByRole("button", { name: "Ban", exact: true }).click();
    const row = page.locator("tbody tr", { hasText: source });
    await row.waitFor();
    await row.getByRole("button", { name: "Lift" }).click();
    await row.waitFor({ state: "detached" });
  },

  /** What is traced, set anew and back again, in English and in Chinese. */
  async configuration() {
    await open("configuration/tracing");
    const document = page.getByLabel("Tracing");
    await document.waitFor();
    await page.locator("tbody tr", { hasText: "as it was found" }).first().waitFor();
    await document.fill(`{"share": 1, "subscribers": ["sip:anna@${DOMAIN}"]}`); // all calls are traced on: others look for theirs
    await page.getByLabel("Why").fill("a test");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.locator("tbody tr", { hasText: "a test" }).first().waitFor();
    await document.fill('{"share": 7}');
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("alert").getByText("share is 0 to 1").waitFor();
    await page.getByRole("button", { name: "Discard" }).click();
    await picture("configuration");
    page.once("dialog", (question) => question.accept());
    const found = page.locator("tbody tr", { hasText: "as it was found" }).last();
    await page.getByRole("button", { name: "中文" }).click();
    await found.getByRole("button", { name: "回滚到此版本" }).click();
    await page.locator("tbody tr", { hasText: "back to" }).first().waitFor();
    await page.getByRole("button", { name: "English" }).click();
    if (!(await document.inputValue()).includes('"subscribers": []')) throw new Error("it was not set back");
  },

  /** Every page, from one to the next by keyboard; in Chinese and at a phone's width. */
  async pages() {
    await open("");
    await page.getByRole("button", { name: "中文" }).click();
    await page.setViewportSize({ width: 390, height: 800 });
    const addresses = await page.locator("nav a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    await page.locator("nav a").first().focus();
    for (const address of addresses) {
      await page.locator(`nav a:focus[href="${address}"]`).waitFor();
      await page.keyboard.press("Enter");
      await page.locator(`nav a[aria-current=page][href="${address}"]`).waitFor();
      await page.locator("main h1", { hasText: /\p{Script=Han}/u }).waitFor();
      await page.locator("main table[aria-busy=true]").waitFor({ state: "detached" });
      const said = await page.locator("nav a, main th, main legend, main button, main .field label").allInnerTexts();
      const foreign = said.filter((text) => /[a-z]{2}/.test(text) && !/\p{Script=Han}/u.test(text));
      if (foreign.length > 0) throw new Error(`${address} is not all in Chinese: ${foreign}`);
      await isNarrow(address);
      await page.keyboard.press("Tab");
    }
    await page.getByRole("button", { name: "English" }).click();
  },

  async record(user) {
    await open("cdrs");
    await page.getByLabel("Party").fill(`sip:${user}@${DOMAIN}`);
    await page.getByRole("button", { name: "Search" }).click();
    await page.locator("tbody tr", { hasText: `sip:${user}@` }).first().waitFor();
    await picture("records");
    const { records } = JSON.parse(await download("Download JSON"));
    if (!records.some((record) => record.caller.includes(user))) throw new Error("the file has not the records");
    const [heading, ...lines] = (await download("Download CSV")).trimEnd().split("\r\n").map(cells);
    const rows = lines.map((line) => Object.fromEntries(heading.map((name, at) => [name, line[at]])));
    for (const record of records) {
      const row = rows.find(({ id }) => id === record.id);
      for (const name of ["caller", "callee", "durationSeconds", "icid", "callId", "node"]) {
        if (row?.[name] !== String(record[name])) throw new Error(`${name} of ${record.id} is ${row?.[name]} in the file, not ${record[name]}`);
      }
    }
  },

  /** What every node and the console itself understand, with the meaning of each parameter. */
  async interfaces() {
    await open("interfaces");
    for (const role of ["console", "sbc", "cscf", "tas", "im", "enum", "hss", "rtpproxy", "charging"]) {
      await page.getByRole("heading", { name: role, exact: true }).waitFor();
    }
    await page.getByRole("searchbox").fill("/api/v1/registrations");
    const operation = page.locator("details", { hasText: "Registered users" }).first();
    await operation.locator("summary").press("Enter");
    await operation.getByText("part of the first identity of a user").waitFor();
    await picture("interfaces");
    await page.getByRole("searchbox").fill("/api/v1/traces");
    const ladder = page.locator("details", { hasText: "One ladder over all nodes" });
    await ladder.locator("summary").click();
    await ladder.getByText("a Call-ID, ICID or Session-Id").waitFor();
  },
};

let step = "";
try {
  while (journey.length > 0) {
    const next = journey.indexOf("then");
    const words = journey.splice(0, next < 0 ? journey.length : next);
    journey.shift();
    step = words.shift();
    await steps[step](...words);
  }
  if (complaints.length > 0) throw new Error(complaints.join("\n"));
} catch (error) {
  await picture(`failed-${step}`);
  console.error(`${error}\n${complaints.join("\n")}\n${await page.locator("body").innerText()}`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
