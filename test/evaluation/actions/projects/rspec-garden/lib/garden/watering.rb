module Garden
  class DroughtError < StandardError; end

  # Gives plants water.
  class Watering
    def initialize(litres)
      @litres = litres
    end

    def pour(amount)
      raise ArgumentError, 'an amount is above zero' if amount <= 0
      raise DroughtError, 'no water is left' if amount > @litres

      @litres -= amount
    end

    def level
      if @litres.zero?
        :empty
      elsif @litres < 10
        :low
      else
        :full
      end
    end

    def self.litres_for(kind, days: 1)
      case kind
      when :fern then 3 * days
      when :cactus
        return 0
      else
        days
      end
    end
  end
end
