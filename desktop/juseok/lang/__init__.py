"""Korean: finding articles in crawled pages, and what the text itself tells."""
