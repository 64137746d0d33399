import { filledIn, type Manifest } from "@kontor/connector";
import { type ManifestOnWire, manifestOnWire } from "@kontor/protocol";
import type { CheckedApps } from "./operator-apps.ts";

/**
 * A manifest as the hub gets it. What a platform's script reads in the embedded page (a client id) is filled in here, from
 * what the operator registered: the manifest names it, so it may reach the browser.
 */
export function introduced(manifest: Manifest, apps: CheckedApps): ManifestOnWire {
	const onWire = manifestOnWire(manifest);
	const { embedded } = onWire.capabilities;
	if (embedded?.script === undefined) return onWire;
	const app = apps.get(manifest.id) ?? {};
	const meta = Object.entries(embedded.script.meta).map(([name, text]) => [name, filledIn(text, app)] as const);
	const script = { ...embedded.script, meta: Object.fromEntries(meta) };
	return { ...onWire, capabilities: { ...onWire.capabilities, embedded: { ...embedded, script } } };
}
