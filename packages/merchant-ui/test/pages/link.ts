import { describe, expect, it } from "vitest";
import { tooWide } from "../support/admin.ts";
import { accessibilityIssues } from "../support/axe.ts";
import type { Rig } from "../support/rig.ts";

export function byLink(rig: Rig): void {
	const link = (language: "de" | "en") => rig.world.kontor.pageLink(rig.world.bueroplus.connection.id, language);

	describe("by a link of the merchant's", () => {
		it("shows a kind that has no page of its own, disconnects it after a question, and connects it again (A8)", async () => {
			const { id } = rig.world.bueroplus.connection;
			const state = async () => (await rig.world.kontor.show(id)).state;
			const view = await rig.open(await link("en"));
			const { kontor } = view;
			await kontor.getByRole("heading", { name: "büro⁺" }).waitFor();
			await kontor.locator(".badge", { hasText: "Connected" }).waitFor();
			expect(view.page.url()).toBe(`${rig.world.kontor.url}/page/${id}`);

			expect(await view.page.title()).toBe("büro⁺ – Kontor");
			for (const width of [360, 1400]) {
				await view.page.setViewportSize({ width, height: 900 });
				expect(await tooWide(view), `${width} pixels`).toBeLessThanOrEqual(0);
				await rig.photograph(view, `link-${width}`);
			}

			await kontor.getByRole("button", { name: "Disconnect" }).click();
			const question = kontor.getByRole("dialog", { name: "Disconnect" });
			await question.getByText("then reads no orders").waitFor();
			await rig.photograph(view, "disconnect");
			expect(await accessibilityIssues(view, "dialog")).toEqual([]);
			await question.getByRole("button", { name: "Cancel" }).click();
			expect(await state()).toBe("connected");

			await kontor.getByRole("button", { name: "Disconnect" }).click();
			await question.getByRole("button", { name: "Disconnect" }).click();
			await kontor.locator(".badge", { hasText: "Disconnected" }).waitFor();
			expect(await state()).toBe("disconnected");
			await kontor.getByRole("button", { name: "Connect again" }).click();
			await kontor.locator(".badge", { hasText: "Connected" }).waitFor();
			expect(view.complaints).toEqual([]);
		});

		it("is opened once, and in no frame", async () => {
			const url = await link("de");
			const first = await rig.open(url);
			await first.kontor.getByRole("heading", { name: "büro⁺" }).waitFor();
			const again = await rig.open(url);
			await again.kontor.getByRole("alert").getByText("schon einmal verwendet").waitFor();
			await again.show(new URL("#", url).href);
			await again.kontor.getByRole("alert").getByText("mit einem Link geöffnet, der einmal gilt").waitFor();
			expect(await accessibilityIssues(again)).toEqual([]);

			const framed = await rig.show({ at: "http://evil.example/", src: await link("de") });
			await expect.poll(() => framed.complaints.join()).toContain("frame-ancestors");
		});
	});
}
