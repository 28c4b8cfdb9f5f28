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
    await picture("dashboard");
  },

  /** One form from SIM to services. */
  async provision(user, number, password) {
    await open("subscribers");
    const row = page.locator("tbody tr", { hasText: `sip:${user}@` });
    await page.locator("table:not([aria-busy=true]), .empty").first().waitFor();
    if (await row.isVisible()) return;
    await page.getByText("Add a SIM").click();
    await page.getByLabel("IMSI or private identity").fill(`${user}@${DOMAIN}`);
    await page.getByLabel("SIP identity").fill(`sip:${user}@${DOMAIN}`);
    await page.getByLabel("Telephone number").fill(number);
    await page.getByLabel("Password instead of a key").fill(password);
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await row.waitFor();
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
    await picture("import");
    const download = page.waitForEvent("download");
    await row.getByRole("link", { name: "1: which and why" }).click();
    const report = await readFile(await (await download).path(), "utf8");
    if (!report.includes("broken@") || report.includes("secret-")) throw new Error(`the report says ${report}`);
    await open("subscribers");
    await page.locator("tbody tr", { hasText: `sip:${user}@` }).waitFor();
  },

  /** The registration arrives by itself. */
  async registered(user) {
    await open("subscribers");
    await page.locator("tbody tr", { hasText: `sip:${user}@` }).locator(".state.registered").first().waitFor();
    await picture("subscribers");
  },

  /** Where from and until when; whoever is put out by hand is gone. */
  async registration(user) {
    await open("registrations");
    await page.getByRole("searchbox", { name: "User" }).fill(user);
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
    await picture("calls");
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
    await row.getByRole("link").click();
    await page.locator(".ladder .arrow", { hasText: "AAA 2001" }).first().click();
    await page.locator(".message pre", { hasText: "Result-Code: 2001" }).first().waitFor();
    await page.locator(".ladder .arrow", { hasText: "BYE" }).first().click();
    await page.locator(".message h2", { hasText: "BYE" }).waitFor();
    await page.locator(".drawing").press("ArrowDown");
    await page.locator(".drawing").press("PageUp");
    await page.locator(".verdict.good", { hasText: "completed" }).waitFor();
    await picture("ladder");
    await page.getByRole("button", { name: "中文" }).click();
    await page.locator(".verdict", { hasText: "通话完成" }).waitFor();
    await page.getByRole("button", { name: "明暗" }).click();
    await page.setViewportSize({ width: 390, height: 800 });
    await isNarrow("the ladder");
    await page.getByRole("button", { name: "English" }).click();
    await picture("ladder-phone");
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

  /** At the border, by hand; lifted again. */
  async ban(source) {
    await open("firewall");
    await page.getByLabel("Source address").fill(source);
    await page.getByLabel("Why").fill("a test");
    await page.getByRole("button", { name: "Ban", exact: true }).click();
    const row = page.locator("tbody tr", { hasText: source });
    await row.waitFor();
    await picture("firewall");
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
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download JSON" }).click();
    const saved = JSON.parse(await readFile(await (await download).path(), "utf8"));
    if (!saved.records.some((record) => record.caller.includes(user))) throw new Error("the file has not the records");
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
