"""What Prometheus reads."""

from chassis import metrics


def test_a_request_is_counted_under_its_route_pattern() -> None:
    metrics.request_served("GET", "/v1/test/{id}", 200, 0.25)
    text = metrics.exposition().decode()
    assert 'jiekun_http_requests_total{method="GET",route="/v1/test/{id}",status="200"} 1.0' in text
    assert 'jiekun_http_seconds_sum{method="GET",route="/v1/test/{id}"} 0.25' in text


def test_every_metric_of_ours_is_named_after_us() -> None:
    ours = [line for line in metrics.exposition().decode().splitlines() if line.startswith("# TYPE")]
    names = {line.split()[2] for line in ours}
    assert {name for name in names if not name.startswith(("jiekun_", "python_", "process_"))} == set()
