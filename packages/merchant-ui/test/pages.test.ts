import { byLink } from "./pages/link.ts";
import { rules } from "./pages/rules.ts";
import { inShopify } from "./pages/shopify.ts";
import { inShopware } from "./pages/shopware.ts";
import { inWordPress } from "./pages/wordpress.ts";
import { startRig } from "./support/rig.ts";

const rig = startRig();

inShopware(rig);
inWordPress(rig);
inShopify(rig);
byLink(rig);
rules(rig);
