// Looks at finished pages in a browser: node check_page.mjs FOLDER_WITH_NODE_MODULES CHROMIUM PAGE.html ...
// Prints one line a check; exit code 1 if a page has a problem. Never part of the product.
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, chromium, ...pages] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(modules), 'here.js'));
const { default: puppeteer } = await import(pathToFileURL(require.resolve('puppeteer-core')).href);
const { HtmlValidate } = require('html-validate');
const axe = require.resolve('axe-core/axe.min.js');

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const paper = { width: 680, height: 1009 }; // A4 less margins of 15 mm, in CSS pixels
let failed = false;

function tell(page, check, problems) {
    const ok = problems.length === 0;
    failed ||= !ok;
    console.log(`${ok ? 'ok  ' : 'FAIL'} ${path.basename(page)}: ${check}: ${problems.length} problems`);
    for (const problem of problems.slice(0, 20)) console.log(`       ${problem}`);
}

async function open(browser, file, { width = 1200, scheme = 'light', media = 'screen' } = {}) {
    const page = await browser.newPage();
    await page.setViewport({ width, height: 1000 });
    if (media === 'screen') await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    else await page.emulateMediaType(media);  // one call undoes the other
    await page.goto(pathToFileURL(path.resolve(file)).href);
    return page;
}

async function accessibility(browser, file, scheme) {
    const page = await open(browser, file, { scheme });
    await page.setBypassCSP(true);  // the page itself lets no script run, axe-core neither
    await page.reload();
    await page.addScriptTag({ path: axe });
    const result = await page.evaluate((tags) => axe.run({ runOnly: tags, resultTypes: ['violations'] }), rules);
    await page.close();
    return result.violations.map((v) => `${v.id}: ${v.help} (${v.nodes.length}, first ${v.nodes[0].target})`);
}

async function markup(file) {
    const validator = new HtmlValidate({ extends: ['html-validate:recommended'] });
    const report = await validator.validateFile(path.resolve(file));
    return report.results.flatMap((result) =>
        result.messages.map((m) => `${m.ruleId}: ${m.message} (line ${m.line})`));
}

// Text that leaves its picture, or two texts on top of each other by more than 1 x 4 pixels.
async function textBoxes(browser, file) {
    const page = await open(browser, file);
    const problems = await page.evaluate(() => [...document.querySelectorAll('svg')].flatMap((svg) => {
        const view = svg.viewBox.baseVal;
        const name = svg.querySelector('title').textContent;
        const boxes = [...svg.querySelectorAll('text')].map((text) => ({ text, box: text.getBBox() }));
        const words = ({ text }) => `"${text.lastChild.textContent}"`;
        const outside = boxes.filter(({ box }) => box.x < view.x - 0.5 || box.y < view.y - 0.5 ||
            box.x + box.width > view.x + view.width + 0.5 || box.y + box.height > view.y + view.height + 0.5);
        const found = outside.map((one) => `outside "${name}": ${words(one)}`);
        for (let i = 0; i < boxes.length; ++i) {
            for (let j = i + 1; j < boxes.length; ++j) {
                const [a, b] = [boxes[i].box, boxes[j].box];
                const x = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
                const y = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
                if (x > 1 && y > 4) found.push(`in "${name}": ${words(boxes[i])} on ${words(boxes[j])}`);
            }
        }
        return found;
    }));
    await page.close();
    return problems;
}

async function sideways(browser, file) {
    const page = await open(browser, file, { width: 375 });
    const [width, room] = await page.evaluate(
        () => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    await page.close();
    return width > room ? [`the page is ${width} px wide where there is room for ${room}`] : [];
}

// What may not be broken and fits on a sheet is not cut. A figure of several parts is broken between them.
async function cutInPrint(browser, file) {
    const page = await open(browser, file, { width: paper.width, media: 'print' });
    const problems = await page.evaluate((height) => [...document.querySelectorAll('figure')].flatMap((figure) => {
        const parts = [...figure.querySelectorAll('.part')];
        const pieces = parts.length > 1 ? parts : [figure];
        const name = figure.querySelector('.headline').textContent;
        return pieces.flatMap((piece) => {
            const tall = Math.ceil(piece.getBoundingClientRect().height);
            if (tall > height) return [`"${name}" is ${tall} px tall, a sheet has ${height}`];
            return getComputedStyle(piece).breakInside.startsWith('avoid') ? [] : [`"${name}" may be broken`];
        });
    }), paper.height);
    await page.close();
    return problems;
}

// Nothing is fetched, nothing is complained about.
async function network(browser, file) {
    const page = await browser.newPage();
    const problems = [];
    page.on('request', (request) => {
        if (!request.isNavigationRequest()) problems.push(`asks for ${request.url()}`);
    });
    page.on('console', (message) => problems.push(message.text()));
    page.on('dialog', async (dialog) => { problems.push('a script ran'); await dialog.dismiss(); });
    await page.goto(pathToFileURL(path.resolve(file)).href);
    await page.close();
    return problems;
}

const browser = await puppeteer.launch({ executablePath: chromium, args: ['--no-sandbox'] });
for (const file of pages) {
    tell(file, 'axe-core, light', await accessibility(browser, file, 'light'));
    tell(file, 'axe-core, dark', await accessibility(browser, file, 'dark'));
    tell(file, 'html-validate', await markup(file));
    tell(file, 'texts in charts', await textBoxes(browser, file));
    tell(file, 'sideways scroll at 375 px', await sideways(browser, file));
    tell(file, 'figures cut in print', await cutInPrint(browser, file));
    tell(file, 'network and scripts', await network(browser, file));
}
await browser.close();
process.exit(failed ? 1 : 0);
