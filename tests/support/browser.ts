import { launch } from "puppeteer-core";
import axe from "axe-core";
console.log(typeof launch, axe.source.length);
