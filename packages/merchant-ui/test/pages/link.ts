import { describe, expect, it } from "vitest";
import { accessibilityIssues } from "../support/axe.ts";
import type { Rig } from "../support/rig.ts";

export function byLink(rig: Rig): void {
	describe("by a link of the merchant's", () => {
		it("shows the page of a kind that has none of its own, once, and in no frame", async () => {
			const { connection } = rig.world.bueroplus;
			const url = await rig.world.kontor.pageLink(connection.id, "en");
			const view = await rig.open(url);
			await view.kontor.getByRole("heading", { name: "büro⁺" }).waitFor();
			await view.kontor.locator(".badge", { hasText: "Connected" }).waitFor();
			expect(view.page.url()).toBe(`${rig.world.kontor.url}/page/${connection.id}`);
			expect(view.complaints).toEqual([]);

			const again = await rig.open(url);
			await again.kontor.getByRole("alert").getByText("schon einmal verwendet").waitFor();
			expect(await accessibilityIssues(again)).toEqual([]);
			await again.show(`${rig.world.kontor.url}/page/${connection.id}`);
			await again.kontor.getByRole("alert").getByText("mit einem Link geöffnet, der einmal gilt").waitFor();

			const src = await rig.world.kontor.pageLink(connection.id, "de");
			const framed = await rig.show({ at: "http://evil.example/", src });
			await expect.poll(() => framed.complaints.join()).toContain("frame-ancestors");
		});

		it("disconnects after a question, and connects again (A8)", async () => {
			const { id } = rig.world.bueroplus.connection;
			const view = await rig.open(await rig.world.kontor.pageLink(id, "de"));
			const { kontor } = view;
			await kontor.getByRole("button", { name: "Verbindung trennen" }).click();
			const question = kontor.getByRole("dialog", { name: "Verbindung trennen" });
			await question.getByText("liest dann keine Bestellungen mehr").waitFor();
			await rig.photograph(view, "disconnect");
			expect(await accessibilityIssues(view)).toEqual([]);
			await question.getByRole("button", { name: "Abbrechen" }).click();
			expect((await rig.world.kontor.show(id)).state).toBe("connected");

			await kontor.getByRole("button", { name: "Verbindung trennen" }).click();
			await question.getByRole("button", { name: "Verbindung trennen" }).click();
			await kontor.locator(".badge", { hasText: "Getrennt" }).waitFor();
			expect((await rig.world.kontor.show(id)).state).toBe("disconnected");
			await kontor.getByRole("button", { name: "Wieder verbinden" }).click();
			await kontor.locator(".badge", { hasText: "Verbunden" }).waitFor();
		});

		it("leads to the shop's consent page again, in a new window (A2)", async () => {
			const { id } = rig.world.woocommerce.connection;
			const { kontor } = await rig.open(await rig.world.kontor.pageLink(id, "de"));
			await kontor.getByRole("button", { name: "Im Shop neu zustimmen" }).first().click();
			await kontor.getByRole("dialog").getByRole("button", { name: "Zustimmung beginnen" }).click();
			const link = kontor.getByRole("link", { name: "Im Shop zustimmen" });
			expect(await link.getAttribute("href")).toContain("/wc-auth/v1/authorize");
			expect(await link.getAttribute("target")).toBe("_blank");
			expect((await rig.world.kontor.show(id)).state).toBe("connected");
		});
	});
}
