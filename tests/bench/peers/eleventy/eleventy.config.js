export default function (config) {
  config.addPassthroughCopy("board.css");
  config.setQuietMode(true);
  return { dir: { input: ".", data: "_data", includes: "_includes" }, htmlTemplateEngine: "njk" };
}
