"""Articles from elsewhere (pages, PDFs, mails, feeds, dumps, sitemaps) -> Markdown files in the corpus."""
