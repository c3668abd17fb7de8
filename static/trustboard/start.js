// Starts what pages have more of with script. Every page works without it.

import { initAll } from "../vendor/govuk/govuk-frontend.min.js";
import { startDesk } from "./desk.js";
import { watchRegions } from "./live.js";
import { watchTrials } from "./simulator.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
watchRegions();
startDesk();
watchTrials();
