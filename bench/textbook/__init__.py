"""The same collection as most people would write it: from the DRF handbook.

ModelSerializer, ModelViewSet, django-filter, PageNumberPagination, with the related
rows selected and prefetched as one should. It reads the same tables, and a client
shows the same token.
"""
