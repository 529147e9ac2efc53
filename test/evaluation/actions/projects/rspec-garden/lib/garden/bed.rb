module Garden
  # A place for plants.
  class Bed
    def initialize(width, length)
      @width = width
      @length = length
    end

    def area
      @width * @length
    end
  end
end
