"""The pages that belong to no app."""

import pytest


@pytest.mark.django_db
def test_home_names_the_platform(client):
    response = client.get("/")
    assert response.status_code == 200
    assert "두레" in response.content.decode()
    assert "default-src 'self'" in response["Content-Security-Policy"]
