import { callProcedure } from "./fixtures/call-procedure.ts";
import { createMonitor } from "./fixtures/create-monitor.ts";
import { expectAccessible } from "./fixtures/expect-accessible.ts";
import { startMailbox } from "./fixtures/mailbox.ts";
import { deleteMonitor, uniqueName } from "./fixtures/monitors.ts";
import { expect, test } from "./fixtures/test.ts";

test("a visitor subscribes, confirms from the mail, is told of an incident and leaves with one click", async ({
  page,
  browser,
  baseURL,
  target,
}, testInfo) => {
  const mailbox = await startMailbox();
  const title = uniqueName("Acme");
  const slug = title.toLowerCase().replaceAll(" ", "-");
  const address = `${slug}@example.com`;
  await page.goto("/status-pages");
  const monitorId = await createMonitor(page, { name: uniqueName("hidden"), url: target.url });
  const { id } = await callProcedure<{ id: string }>(page, "statusPage.create", { title, slug });
  const show = { bars: true, uptime: true, chart: false, regions: true };
  const components = ["API", "Web"].map((name) => ({ name, monitorIds: [monitorId], show }));
  await callProcedure(page, "statusPage.saveLayout", { id, layout: [{ name: "", components }] });
  await callProcedure(page, "statusPage.publish", { id });

  const context = await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
  const visitor = await context.newPage();
  const linkTo = async (path: string) => {
    await expect.poll(() => mailbox.linkTo(address, `/status/${slug}/${path}/`)).not.toBeNull();
    return mailbox.linkTo(address, `/status/${slug}/${path}/`) ?? "";
  };
  try {
    await visitor.goto(`/status/${slug}`);
    await visitor.getByLabel("E-mail address").fill(address);
    await visitor.getByRole("button", { name: "Subscribe" }).click();
    await expect(visitor.getByRole("heading", { name: "Look into your mailbox" })).toBeVisible();

    await visitor.goto(await linkTo("confirm"));
    await visitor.getByRole("button", { name: "Confirm" }).click();
    await expect(visitor.getByRole("heading", { name: "You are subscribed" })).toBeVisible();

    await page.goto(`/status-pages/${id}/subscribers`);
    await expect(page.getByRole("heading", { name: address })).toBeVisible();
    await page.screenshot({ path: testInfo.outputPath("subscribers.png") });
    await expectAccessible(page);

    const input = {
      kind: "incident",
      title: "Payments fail",
      state: "investigating",
      impact: "major",
      body: "We are looking into it.",
      components: [],
      publish: { kind: "now" },
    };
    await callProcedure(page, "statusPost.create", { pageId: id, input });

    await visitor.goto(await linkTo("manage"));
    await visitor.getByLabel("From which impact on").selectOption("critical");
    await visitor.screenshot({ path: testInfo.outputPath("manage.png") });
    await visitor.getByRole("button", { name: "Save" }).click();
    await expect(visitor.getByRole("heading", { name: "Saved" })).toBeVisible();

    await visitor.goto(await linkTo("unsubscribe"));
    await visitor.getByRole("button", { name: "Unsubscribe" }).click();
    await expect(visitor.getByRole("heading", { name: "You are unsubscribed" })).toBeVisible();
    await page.reload();
    await expect(page.getByText("Nobody yet")).toBeVisible();

    await visitor.goto(`/status/${slug}/subscribe`);
    await visitor.screenshot({ path: testInfo.outputPath("subscribe.png") });
  } finally {
    await context.close();
    await mailbox.close();
    await callProcedure(page, "statusPage.delete", { id });
    await deleteMonitor(page, monitorId);
  }
});
